package io.winnow.lab.dns;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes TCP connections in. */
final class TcpListener implements Endpoint {
  private static final Logger log = LoggerFactory.getLogger(TcpListener.class);

  private final ServerSocketChannel channel;
  private final Selector selector;
  private final Responder responder;
  private final Outbox outbox;

  TcpListener(ServerSocketChannel channel, Selector selector, Responder responder, Outbox outbox) {
    this.channel = channel;
    this.selector = selector;
    this.responder = responder;
    this.outbox = outbox;
  }

  @Override
  public void ready() {
    try {
      SocketChannel client = channel.accept();
      if (client != null) {
        client.configureBlocking(false);
        SelectionKey key = client.register(selector, SelectionKey.OP_READ);
        key.attach(new TcpConnection(client, key, responder, outbox));
      }
    } catch (IOException gone) {
      log.debug("a connection ended before it was taken in", gone);
    }
  }
}
