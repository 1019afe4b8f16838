package io.winnow.systemtests.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate for 127.0.0.1 that vouches for itself, with its key, as PEM files.
 *
 * @param chain the certificate alone
 * @param key in PKCS #8, not encrypted
 * @param both the key, then the certificate
 */
record Certificate(Path chain, Path key, Path both) {
  private static final String PASSWORD = "of-a-test";

  /** Makes one with the JDK's keytool. */
  static Certificate in(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-alias",
                    "test",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=ip:127.0.0.1,dns:localhost",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    store.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(keytool.exitValue()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Key key = keys.getKey("test", PASSWORD.toCharArray());
    String privateKey = pem("PRIVATE KEY", key.getEncoded());
    String certificate = pem("CERTIFICATE", keys.getCertificate("test").getEncoded());
    return new Certificate(
        Files.writeString(directory.resolve("tls.crt"), certificate),
        Files.writeString(directory.resolve("tls.key"), privateKey),
        Files.writeString(directory.resolve("both.pem"), privateKey + certificate));
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), what);
  }
}
