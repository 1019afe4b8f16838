package io.winnow.kit.http;

import io.winnow.kit.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's certificate and key, as they come from a certificate authority: in PEM. */
final class PemKeys {
  /** The store never leaves the process. */
  static final String PASSWORD = "in-memory";

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");

  private PemKeys() {}

  /**
   * Reads both.
   *
   * @param certificate the server's, then those that lead to its root (RFC 7468)
   * @param key that goes with it, in PKCS #8, not encrypted
   * @throws SettingsException when a file cannot be read, or they do not belong together
   */
  static KeyStore read(Path certificate, Path key) {
    Certificate[] chain = chain(certificate);
    PrivateKey secret = key(key);
    try {
      if (!belongs(secret, chain[0])) {
        throw new SettingsException(
            "the key in %s is not that of the first certificate in %s".formatted(key, certificate));
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("winnow", secret, PASSWORD.toCharArray(), chain);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new SettingsException("%s and %s cannot be used: %s".formatted(certificate, key, e));
    }
  }

  private static Certificate[] chain(Path file) {
    try {
      Certificate[] chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(text(file).getBytes(StandardCharsets.UTF_8)))
              .toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw new SettingsException(file + " holds no certificate");
      }
      return chain;
    } catch (CertificateException e) {
      throw new SettingsException(
          "%s holds no certificates in PEM: %s".formatted(file, e.getMessage()));
    }
  }

  private static PrivateKey key(Path file) {
    Matcher block = PRIVATE_KEY.matcher(text(file));
    if (!block.find() || !block.group(1).isEmpty()) {
      throw new SettingsException(
          file
              + " holds no key in PKCS #8 without a password; make one with: openssl pkcs8 -topk8 -nocrypt");
    }
    PKCS8EncodedKeySpec encoded;
    try {
      encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(2)));
    } catch (IllegalArgumentException e) {
      throw new SettingsException("%s holds no key that can be read: %s".formatted(file, e));
    }
    return ALGORITHMS.stream()
        .flatMap(algorithm -> key(algorithm, encoded).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    "%s holds no key of these kinds: %s".formatted(file, ALGORITHMS)));
  }

  /** Empty when it is of another kind. */
  private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec encoded) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }

  /** Whether what the one signs the other one vouches for. */
  private static boolean belongs(PrivateKey key, Certificate certificate)
      throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (key) {
          case RSAKey _ -> "SHA256withRSA";
          case ECKey _ -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    byte[] anything = {1, 2, 3};
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(key);
    signing.update(anything);
    Signature verifying = Signature.getInstance(algorithm);
    verifying.initVerify(certificate.getPublicKey());
    verifying.update(anything);
    return verifying.verify(signing.sign());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new SettingsException("%s cannot be read: %s".formatted(file, e));
    }
  }
}
