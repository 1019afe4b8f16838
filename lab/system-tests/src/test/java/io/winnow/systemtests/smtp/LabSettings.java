package io.winnow.systemtests.smtp;

import io.winnow.lab.LabWorld;
import io.winnow.lab.world.World;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The settings of a Winnow that asks a simulated world. Immutable. */
public final class LabSettings {
  private final Map<String, String> values;

  private LabSettings(Map<String, String> values) {
    this.values = values;
  }

  /** As {@code --lab} has them: what takes minutes in life takes seconds, and no rate binds. */
  public static LabSettings of(LabWorld world) {
    Map<String, String> values = new TreeMap<>();
    values.put(
        "winnow.dns.servers",
        world.dnsAddress().getAddress().getHostAddress() + ":" + world.dnsAddress().getPort());
    values.put("winnow.smtp.port", Integer.toString(world.smtpPort()));
    values.put("winnow.smtp.allow-private-targets", World.LOOPBACK_NETWORK);
    values.put("winnow.smtp.helo-name", "verifier.winnow-lab.example");
    values.put("winnow.smtp.mail-from", "verifier@winnow-lab.example");
    values.put("winnow.smtp.self-check-hosts", "");
    values.put("winnow.smtp.rate-percent", "100000");
    values.put("winnow.smtp.connect-timeout", "2 s");
    values.put("winnow.smtp.banner-timeout", "5 s");
    values.put("winnow.smtp.reply-timeout", "5 s");
    values.put("winnow.smtp.session-deadline", "20 s");
    values.put("winnow.smtp.greylist-delays", "4 s, 8 s");
    values.put("winnow.smtp.least-greylist-delay", "1 s");
    values.put("winnow.smtp.most-greylist-delay", "4 s");
    values.put("winnow.smtp.longest-pause", "2 s");
    values.put("winnow.smtp.host-failure-for", "2 s");
    values.put("winnow.smtp.retry-delays", "2 s, 4 s");
    return new LabSettings(values);
  }

  /** The same but for one. */
  LabSettings with(String key, String value) {
    Map<String, String> others = new TreeMap<>(values);
    others.put(key, value);
    return new LabSettings(others);
  }

  /** By their keys. */
  public Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** As variables of a process. */
  Map<String, String> environment() {
    return values.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                Map.Entry::getValue));
  }
}
