package io.winnow.standalone.cli;

import io.winnow.lab.LabWorld;
import io.winnow.lab.dns.DnsServer;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.world.World;
import io.winnow.standalone.KnownSettings;
import java.net.InetSocketAddress;
import java.util.Map;

/** The simulated world beside a command that verifies in it. */
final class Lab implements AutoCloseable {
  private final Runnable end;
  private final Map<String, String> settings;

  private Lab(Runnable end, Map<String, String> settings) {
    this.end = end;
    this.settings = settings;
  }

  /** With its mail servers, if Winnow has settings to ask them. */
  static Lab start() {
    if (KnownSettings.ALL.stream().anyMatch(setting -> setting.key().equals("winnow.smtp.port"))) {
      LabWorld world = LabWorld.start();
      return new Lab(world::close, settingsFor(world));
    }
    DnsServer dns = DnsServer.start(World.standard(), DnsServerOptions.defaults());
    return new Lab(dns::close, Map.of("winnow.dns.servers", text(dns.address())));
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
    return settings;
  }

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public void close() {
    end.run();
  }
}
