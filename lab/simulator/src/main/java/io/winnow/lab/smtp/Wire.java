package io.winnow.lab.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection. The servers' one thread reads from it, so that its end is seen when it comes and
 * not when the session looks; the session's thread takes what was read, and writes. It is a socket
 * so that TLS can be laid over it.
 */
final class Wire extends Socket {
  private static final Logger log = LoggerFactory.getLogger(Wire.class);
  private static final int CHUNK = 8_192;
  private static final long WRITE_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Runnable ended;
  private final Inbox inbox = new Inbox();

  /**
   * @param ended called when either side has ended it, once or more
   */
  Wire(SocketChannel channel, SelectionKey key, Runnable ended) {
    this.channel = channel;
    this.key = key;
    this.ended = ended;
  }

  /** Takes what has come. Called by the servers' thread. */
  void receive() {
    try {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      int length = channel.read(chunk);
      if (length < 0) {
        endOfInput();
      } else if (length > 0 && !inbox.offer(chunk.array(), length)) {
        log.debug("a client sends more than anybody reads");
        close();
      }
    } catch (IOException gone) {
      log.debug("a connection broke", gone);
      endOfInput();
    }
  }

  /** Whether something has come that nobody has read. */
  boolean hasInput() {
    return inbox.available() > 0;
  }

  /** Says that the connection counts as ended, though it is not closed yet. */
  void declareEnded() {
    ended.run();
  }

  /** Returns when the client has closed the connection; what it sends until then is lost. */
  void awaitEnd() throws IOException {
    byte[] lost = new byte[CHUNK];
    while (inbox.read(lost, 0, lost.length) >= 0) {}
  }

  @Override
  public InputStream getInputStream() {
    return inbox;
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
      }

      @Override
      public void write(byte[] octets, int offset, int length) throws IOException {
        send(ByteBuffer.wrap(octets, offset, length));
      }
    };
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public InetAddress getInetAddress() {
    return channel.socket().getInetAddress();
  }

  @Override
  public int getPort() {
    return channel.socket().getPort();
  }

  @Override
  public InetAddress getLocalAddress() {
    return channel.socket().getLocalAddress();
  }

  @Override
  public int getLocalPort() {
    return channel.socket().getLocalPort();
  }

  @Override
  public void setSoTimeout(int millis) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void close() {
    ended.run();
    inbox.end();
    key.cancel();
    try {
      channel.close();
    } catch (IOException harmless) {
      log.debug("a connection did not close cleanly", harmless);
    }
    key.selector().wakeup();
  }

  private void endOfInput() {
    ended.run();
    inbox.end();
    key.cancel();
  }

  private void send(ByteBuffer octets) throws IOException {
    while (octets.hasRemaining()) {
      if (channel.write(octets) == 0) {
        if (Thread.interrupted()) {
          throw new IOException("interrupted");
        }
        LockSupport.parkNanos(WRITE_AGAIN_NANOS);
      }
    }
  }
}
