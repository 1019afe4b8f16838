package io.winnow.lab.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries on one TCP connection, each with its length before it (RFC 1035 section 4.2.2). */
final class TcpConnection implements Endpoint {
  private static final Logger log = LoggerFactory.getLogger(TcpConnection.class);
  private static final int LONGEST_QUERY = 4_096;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Responder responder;
  private final Outbox outbox;
  private final ByteBuffer received = ByteBuffer.allocate(Short.BYTES + LONGEST_QUERY);
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();

  TcpConnection(SocketChannel channel, SelectionKey key, Responder responder, Outbox outbox) {
    this.channel = channel;
    this.key = key;
    this.responder = responder;
    this.outbox = outbox;
  }

  @Override
  public void ready() {
    try {
      if (key.isReadable() && (channel.read(received) < 0 || !takeQueries())) {
        close();
        return;
      }
      flush();
    } catch (IOException | CancelledKeyException gone) {
      log.debug("a connection broke", gone);
      close();
    }
  }

  /** False when what came cannot be a query. */
  private boolean takeQueries() {
    received.flip();
    while (received.remaining() >= Short.BYTES) {
      int length = Short.toUnsignedInt(received.getShort(received.position()));
      if (length > LONGEST_QUERY) {
        return false;
      }
      if (received.remaining() < Short.BYTES + length) {
        break;
      }
      byte[] query = new byte[length];
      received.getShort();
      received.get(query);
      Reply reply = responder.reply(query, Transport.TCP);
      if (reply != null) {
        outbox.send(reply.delayNanos(), () -> send(reply.wire()));
      }
    }
    received.compact();
    return true;
  }

  private void send(ByteBuffer reply) {
    ByteBuffer framed = ByteBuffer.allocate(Short.BYTES + reply.remaining());
    unsent.add(framed.putShort((short) reply.remaining()).put(reply).flip());
    try {
      flush();
    } catch (IOException | CancelledKeyException gone) {
      log.debug("a connection broke before its reply", gone);
      close();
    }
  }

  private void flush() throws IOException {
    while (!unsent.isEmpty()) {
      channel.write(unsent.getFirst());
      if (unsent.getFirst().hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      unsent.removeFirst();
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  private void close() {
    key.cancel();
    try {
      channel.close();
    } catch (IOException harmless) {
      log.debug("a connection did not close cleanly", harmless);
    }
  }
}
