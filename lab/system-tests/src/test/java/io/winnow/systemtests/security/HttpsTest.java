package io.winnow.systemtests.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTest {
  @TempDir private static Path directory;
  private static Certificate certificate;
  private static Certificate another;

  @BeforeAll
  static void certificates() throws Exception {
    certificate = Certificate.in(Files.createDirectory(directory.resolve("one")));
    another = Certificate.in(Files.createDirectory(directory.resolve("other")));
  }

  private static HttpService serve(Path chain, Path key) {
    Settings settings =
        Settings.of(
            Map.of(
                "winnow.http.port", "0",
                "winnow.http.tls.certificate", chain.toString(),
                "winnow.http.tls.private-key", key.toString()));
    return HttpService.start(
        HttpSettings.from(settings),
        List.of(routes -> routes.get("/secure", ctx -> ctx.result("secure: " + ctx.scheme()))));
  }

  @Test
  void withACertificateTheServerSpeaksHttps() throws Exception {
    try (HttpService service = serve(certificate.chain(), certificate.key());
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + service.port() + "/secure"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(response.body()).isEqualTo("secure: https");
      assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
      assertThat(response.sslSession().map(SSLSession::getProtocol)).contains("TLSv1.3");
      assertThatThrownBy(
              () ->
                  client.send(
                      HttpRequest.newBuilder(
                              URI.create("http://127.0.0.1:" + service.port() + "/secure"))
                          .build(),
                      HttpResponse.BodyHandlers.ofString()))
          .as("plain HTTP")
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aNewCertificateIsShownWithoutARestart() throws Exception {
    Path chain = Files.copy(certificate.chain(), directory.resolve("renewed.crt"));
    Path key = Files.copy(certificate.key(), directory.resolve("renewed.key"));
    HttpSettings.Tls files = new HttpSettings.Tls(chain, key, Duration.ofMillis(20));
    try (HttpService service =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0).with(files),
            List.of(routes -> routes.get("/secure", ctx -> ctx.result("still here"))))) {
      assertThat(answer(service, certificate)).isEqualTo("still here");
      assertThatThrownBy(() -> answer(service, another)).isInstanceOf(SSLHandshakeException.class);

      Files.copy(another.chain(), chain, StandardCopyOption.REPLACE_EXISTING);
      assertThat(answer(service, certificate))
          .as("while the new one's key is not there yet")
          .isEqualTo("still here");
      Files.copy(another.key(), key, StandardCopyOption.REPLACE_EXISTING);

      await()
          .ignoreException(SSLHandshakeException.class)
          .until(() -> answer(service, another).equals("still here"));
      assertThatThrownBy(() -> answer(service, certificate))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  /** Of a new connection that trusts this certificate alone. */
  private static String answer(HttpService service, Certificate trusted) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(trusted)).build()) {
      URI address = URI.create("https://127.0.0.1:" + service.port() + "/secure");
      return client
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  @Test
  void filesThatAreWrongStopTheStart() throws IOException {
    Path encrypted =
        Files.writeString(
            directory.resolve("encrypted.key"),
            Files.readString(certificate.key()).replace("PRIVATE", "ENCRYPTED PRIVATE"));

    assertThatThrownBy(() -> serve(certificate.chain(), another.key()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is not that of the first certificate in");
    assertThatThrownBy(() -> serve(certificate.chain(), encrypted))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    assertThatThrownBy(() -> serve(certificate.key(), certificate.key()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no certificate");
    assertThatThrownBy(() -> serve(directory.resolve("none"), certificate.key()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(
            () ->
                HttpSettings.from(
                    Settings.of(Map.of("winnow.http.tls.certificate", "/somewhere/tls.crt"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("winnow.http.tls.private-key go together");
  }

  private static SSLContext trusting(Certificate certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var in = Files.newInputStream(certificate.chain())) {
      trusted.setCertificateEntry(
          "test", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
