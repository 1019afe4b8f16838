package io.winnow.lab;

import io.winnow.lab.dns.DnsServer;
import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.smtp.SmtpOptions;
import io.winnow.lab.smtp.SmtpRecord;
import io.winnow.lab.smtp.SmtpServers;
import io.winnow.lab.world.World;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/**
 * The world's name server and its mail servers, on loopback. The name server gives out addresses in
 * {@link World#LOOPBACK_NETWORK}, and the mail servers are there.
 */
public final class LabWorld implements AutoCloseable {
  private final World world;
  private final DnsServer dns;
  private final SmtpServers smtp;

  private LabWorld(World world, DnsServer dns, SmtpServers smtp) {
    this.world = world;
    this.dns = dns;
    this.smtp = smtp;
  }

  /** At any free ports, and fast: see {@link SmtpOptions#defaults}. */
  public static LabWorld start() {
    return start(DnsServerOptions.defaults(), SmtpOptions.defaults());
  }

  /**
   * Starts both.
   *
   * @throws UncheckedIOException when a port cannot be had; it says which
   */
  public static LabWorld start(DnsServerOptions dnsOptions, SmtpOptions smtpOptions) {
    World world = World.standard().onLoopback();
    SmtpServers smtp = SmtpServers.start(world, smtpOptions);
    try {
      return new LabWorld(world, DnsServer.start(world, dnsOptions), smtp);
    } catch (UncheckedIOException failed) {
      smtp.close();
      throw failed;
    }
  }

  /** What is served, and what is true of it. */
  public World world() {
    return world;
  }

  /** The name server. */
  public DnsServer dns() {
    return dns;
  }

  /** Where the name server listens, over UDP and TCP. */
  public InetSocketAddress dnsAddress() {
    return dns.address();
  }

  /** The port of all mail servers. */
  public int smtpPort() {
    return smtp.port();
  }

  /** What clients have done to the mail servers. */
  public SmtpRecord record() {
    return smtp.record();
  }

  @Override
  public void close() {
    dns.close();
    smtp.close();
  }
}
