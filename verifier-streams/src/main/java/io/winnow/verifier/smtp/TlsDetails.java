package io.winnow.verifier.smtp;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * How a connection is encrypted, and what the server showed. Nothing of it is verified: mail hosts
 * rarely have certificates that could be.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipherSuite as the JDK names it
 * @param subject of the certificate; empty when it has none
 * @param issuer of the certificate
 * @param notAfter when it expires, or has expired
 */
public record TlsDetails(
    String protocol, String cipherSuite, String subject, String issuer, Instant notAfter) {
  private static final int MAX_NAME = 256;

  static TlsDetails of(SSLSession session) throws SSLPeerUnverifiedException {
    Certificate certificate = session.getPeerCertificates()[0];
    if (!(certificate instanceof X509Certificate x509)) {
      throw new SSLPeerUnverifiedException("a certificate of type " + certificate.getType());
    }
    return new TlsDetails(
        session.getProtocol(),
        session.getCipherSuite(),
        name(x509.getSubjectX500Principal().getName()),
        name(x509.getIssuerX500Principal().getName()),
        x509.getNotAfter().toInstant());
  }

  private static String name(String name) {
    return Printable.of(name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name);
  }
}
