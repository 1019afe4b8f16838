package io.winnow.lab.dns;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries in datagrams. */
final class UdpEndpoint implements Endpoint {
  private static final Logger log = LoggerFactory.getLogger(UdpEndpoint.class);

  /** So that replies that have become due do not wait behind a flood of queries. */
  private static final int QUERIES_PER_TURN = 64;

  private static final int LONGEST_QUERY = 4_096;

  private final DatagramChannel channel;
  private final Responder responder;
  private final Outbox outbox;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST_QUERY);

  UdpEndpoint(DatagramChannel channel, Responder responder, Outbox outbox) {
    this.channel = channel;
    this.responder = responder;
    this.outbox = outbox;
  }

  @Override
  public void ready() {
    try {
      for (int i = 0; i < QUERIES_PER_TURN; i++) {
        SocketAddress client = channel.receive(buffer.clear());
        if (client == null) {
          return;
        }
        byte[] query = new byte[buffer.flip().remaining()];
        buffer.get(query);
        Reply reply = responder.reply(query, Transport.UDP);
        if (reply != null) {
          outbox.send(reply.delayNanos(), () -> send(reply.wire(), client));
        }
      }
    } catch (ClosedChannelException closing) {
      log.debug("closed while receiving", closing);
    } catch (IOException broken) {
      log.warn("could not receive a datagram", broken);
    }
  }

  private void send(ByteBuffer reply, SocketAddress client) {
    try {
      channel.send(reply, client);
    } catch (IOException lost) {
      log.debug("a reply to {} is lost, as datagrams may be", client, lost);
    }
  }
}
