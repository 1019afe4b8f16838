package io.winnow.systemtests.smtp;

import io.winnow.lab.smtp.Asked;
import io.winnow.lab.smtp.SmtpRecord;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The local parts made up at random that domains were asked for. */
final class RandomProbes {
  private RandomProbes() {}

  /**
   * By domain. One that is asked again in another session, since the first one ended before it was
   * answered, is there once.
   *
   * @param listed addresses of the list, some of which may look random
   */
  static Map<String, Set<String>> byDomain(SmtpRecord record, Collection<String> listed) {
    Set<String> given =
        listed.stream()
            .map(address -> address.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Map<String, Set<String>> probes = new TreeMap<>();
    for (Asked one : record.asked()) {
      if (one.probe() && !given.contains(one.recipient().toLowerCase(Locale.ROOT))) {
        probes.computeIfAbsent(one.domain(), domain -> new TreeSet<>()).add(one.recipient());
      }
    }
    return probes;
  }

  /** Domains that accepted a mailbox, of operators who are asked for random local parts. */
  static Set<String> domainsToAsk(SmtpRecord record, Table table) {
    return record.asked().stream()
        .filter(one -> one.code() == 250 && table.of(one.operator()).catchAll().equals("ask"))
        .map(Asked::domain)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
