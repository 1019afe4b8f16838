package io.winnow.standalone.cli;

import io.winnow.lab.dns.DnsServer;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.world.World;
import java.net.InetSocketAddress;
import java.util.Map;

/** The simulated world beside a command that verifies in it. */
final class Lab implements AutoCloseable {
  private final DnsServer dns;

  private Lab(DnsServer dns) {
    this.dns = dns;
  }

  static Lab start() {
    return new Lab(DnsServer.start(World.standard(), DnsServerOptions.defaults()));
  }

  /** The settings that make Winnow ask this world instead of the Internet. */
  Map<String, String> settings() {
    return Map.of("winnow.dns.servers", text(dns.address()));
  }

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public void close() {
    dns.close();
  }
}
