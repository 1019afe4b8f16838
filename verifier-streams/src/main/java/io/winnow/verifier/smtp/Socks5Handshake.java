package io.winnow.verifier.smtp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The client's side of SOCKS 5 (RFC 1928) with user and password (RFC 1929). The JDK has one too,
 * but with one login for the whole process.
 */
final class Socks5Handshake {
  private static final int VERSION = 5;
  private static final int LOGIN_VERSION = 1;
  private static final int NO_LOGIN = 0;
  private static final int LOGIN = 2;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int SUCCEEDED = 0;
  private static final int TTL_EXPIRED = 6;

  private final DataInputStream in;
  private final OutputStream out;
  private final Egress.Socks5 proxy;

  private Socks5Handshake(Socket socket, Egress.Socks5 proxy) throws IOException {
    // nothing is read ahead: what follows belongs to the target
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.proxy = proxy;
  }

  /** Has the proxy connect to the target; afterwards the socket speaks with that. */
  static void through(Socket socket, Egress.Socks5 proxy, InetSocketAddress target)
      throws IOException, WireFault {
    Socks5Handshake handshake = new Socks5Handshake(socket, proxy);
    try {
      handshake.authenticate();
      handshake.connect(target);
    } catch (EOFException e) {
      throw new WireFault(
          Failure.CONNECT_FAILED, "proxy " + proxy.id() + " closed the connection", e);
    }
  }

  private void authenticate() throws IOException, WireFault {
    out.write(
        proxy.login().isPresent()
            ? new byte[] {VERSION, 2, NO_LOGIN, LOGIN}
            : new byte[] {VERSION, 1, NO_LOGIN});
    requireVersion(in.readUnsignedByte(), VERSION);
    int method = in.readUnsignedByte();
    if (method == LOGIN && proxy.login().isPresent()) {
      logIn(proxy.login().get());
    } else if (method != NO_LOGIN) {
      throw fault("wants another login than it is given");
    }
  }

  private void logIn(Egress.Login login) throws IOException, WireFault {
    byte[] user = login.user().getBytes(StandardCharsets.UTF_8);
    byte[] password = login.password().getBytes(StandardCharsets.UTF_8);
    out.write(
        ByteBuffer.allocate(3 + user.length + password.length)
            .put((byte) LOGIN_VERSION)
            .put((byte) user.length)
            .put(user)
            .put((byte) password.length)
            .put(password)
            .array());
    requireVersion(in.readUnsignedByte(), LOGIN_VERSION);
    if (in.readUnsignedByte() != SUCCEEDED) {
      throw fault("refuses the login");
    }
  }

  private void connect(InetSocketAddress target) throws IOException, WireFault {
    byte[] address = target.getAddress().getAddress();
    out.write(
        ByteBuffer.allocate(6 + address.length)
            .put((byte) VERSION)
            .put((byte) CONNECT)
            .put((byte) 0)
            .put((byte) (address.length == 4 ? IPV4 : IPV6))
            .put(address)
            .putShort((short) target.getPort())
            .array());
    requireVersion(in.readUnsignedByte(), VERSION);
    int reply = in.readUnsignedByte();
    if (reply == TTL_EXPIRED) {
      throw new WireFault(Failure.CONNECT_TIMEOUT, "by proxy " + proxy.id() + ": TTL expired");
    }
    if (reply != SUCCEEDED) {
      throw new WireFault(Failure.CONNECT_FAILED, "by proxy " + proxy.id() + ": " + meaning(reply));
    }
    in.skipNBytes(1);
    int bound =
        switch (in.readUnsignedByte()) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case NAME -> in.readUnsignedByte();
          default -> throw fault("does not speak SOCKS 5");
        };
    in.skipNBytes(bound + Short.BYTES);
  }

  /** RFC 1928, section 6. */
  private static String meaning(int reply) {
    return switch (reply) {
      case 1 -> "general failure";
      case 2 -> "not allowed";
      case 3 -> "network unreachable";
      case 4 -> "host unreachable";
      case 5 -> "connection refused";
      case 7 -> "command not supported";
      case 8 -> "address type not supported";
      default -> "reply " + reply;
    };
  }

  private void requireVersion(int found, int expected) throws WireFault {
    if (found != expected) {
      throw fault("does not speak SOCKS 5");
    }
  }

  private WireFault fault(String what) {
    return new WireFault(Failure.CONNECT_FAILED, "proxy " + proxy.id() + " " + what);
  }
}
