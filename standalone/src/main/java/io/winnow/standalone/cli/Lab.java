package io.winnow.standalone.cli;

import io.winnow.lab.LabWorld;
import io.winnow.lab.world.World;
import java.net.InetSocketAddress;
import java.util.Map;

/** The simulated world beside a command that verifies in it. */
final class Lab implements AutoCloseable {
  private final LabWorld world;

  private Lab(LabWorld world) {
    this.world = world;
  }

  static Lab start() {
    return new Lab(LabWorld.start());
  }

  /** The settings that make Winnow ask that world instead of the Internet. */
  static Map<String, String> settingsFor(LabWorld world) {
    return Map.ofEntries(
        Map.entry("winnow.dns.servers", text(world.dnsAddress())),
        Map.entry("winnow.smtp.port", Integer.toString(world.smtpPort())),
        Map.entry("winnow.smtp.allow-private-targets", World.LOOPBACK_NETWORK),
        Map.entry("winnow.smtp.helo-name", "verifier.winnow-lab.example"),
        Map.entry("winnow.smtp.mail-from", "verifier@winnow-lab.example"),
        Map.entry("winnow.smtp.self-check-hosts", ""),
        // what takes minutes in life takes seconds here
        Map.entry("winnow.smtp.rate-percent", "100000"),
        Map.entry("winnow.smtp.connect-timeout", "2 s"),
        Map.entry("winnow.smtp.banner-timeout", "2 s"),
        Map.entry("winnow.smtp.reply-timeout", "2 s"),
        Map.entry("winnow.smtp.session-deadline", "10 s"),
        Map.entry("winnow.smtp.greylist-delays", "4 s, 8 s"),
        Map.entry("winnow.smtp.least-greylist-delay", "1 s"),
        Map.entry("winnow.smtp.most-greylist-delay", "4 s"),
        Map.entry("winnow.smtp.longest-pause", "2 s"),
        Map.entry("winnow.smtp.host-failure-for", "2 s"),
        Map.entry("winnow.smtp.retry-delays", "2 s, 4 s"));
  }

  /** The settings that make Winnow ask this world instead of the Internet. */
  Map<String, String> settings() {
    return settingsFor(world);
  }

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public void close() {
    world.close();
  }
}
