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
    return Map.of(
        "winnow.dns.servers",
        text(world.dnsAddress()),
        "winnow.smtp.port",
        Integer.toString(world.smtpPort()),
        "winnow.smtp.allow-private-targets",
        World.LOOPBACK_NETWORK,
        "winnow.smtp.helo-name",
        "verifier.winnow-lab.example",
        "winnow.smtp.mail-from",
        "verifier@winnow-lab.example");
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
