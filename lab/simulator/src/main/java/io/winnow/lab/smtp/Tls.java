package io.winnow.lab.smtp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** TLS with a certificate that nobody vouches for, made when the servers start. */
final class Tls {
  private static final char[] PASSWORD = "lab".toCharArray();

  private final SSLContext context;

  private Tls(SSLContext context) {
    this.context = context;
  }

  static Tls create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      Certificate certificate = SelfSigned.certificate("mx.lab.test", pair, Instant.now());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, PASSWORD);
      store.setKeyEntry("lab", pair.getPrivate(), PASSWORD, new Certificate[] {certificate});
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return new Tls(context);
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("this Java has no TLS to simulate", impossible);
    }
  }

  /** Shakes hands as the server. */
  SSLSocket over(Wire wire) throws IOException {
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(wire, null, true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }
}
