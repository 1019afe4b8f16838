package io.winnow.verifier.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/**
 * In which order the exchangers of a domain are tried. RFC 5321, section 5.1, wants those of equal
 * preference in random order, so that they share the load. Here chance is a hash of domain and
 * host: domains differ in it, but one domain has the same order every time, and so the same
 * evidence.
 */
final class Preference {
  private Preference() {}

  /**
   * @param preference as in the MX record; the lower the better
   * @param host in lower-case A-labels
   */
  record Exchanger(int preference, String host) {}

  /**
   * The hosts, each once, most preferred first; independent of the order of the exchangers.
   *
   * @param domain in lower-case A-labels
   */
  static List<String> order(String domain, Collection<Exchanger> exchangers) {
    return exchangers.stream()
        .sorted(
            Comparator.comparingInt(Exchanger::preference)
                .thenComparingInt(exchanger -> chance(domain, exchanger.host()))
                .thenComparing(Exchanger::host))
        .map(Exchanger::host)
        .distinct()
        .toList();
  }

  private static int chance(String domain, String host) {
    return Utils.murmur2((domain + "\n" + host).getBytes(UTF_8));
  }
}
