package io.winnow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.kit.accounts.SessionKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of Pardot, unchanged, each in a process of its own, at a whole server. Where there is no
 * npm its client is skipped, unless {@code -Dwinnow.node=required} says that there must be one.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PardotClientsTest {
  private static final Path RESOURCES = Path.of("src/test/resources/pardot").toAbsolutePath();
  private static final Pattern SERVES = Pattern.compile("Winnow serves (http://[^ ]+) .*");
  private static final Pattern KEY = Pattern.compile(".*shown this once: (at_[a-z0-9]{29})");

  @TempDir static Path directory;
  private WinnowProcess server;
  private String url;
  private String key;
  private String userKey;

  @BeforeAll
  void serve() throws IOException {
    server =
        WinnowProcess.start(
            directory,
            "serve",
            "--lab",
            "--port",
            "0",
            "--data",
            directory.resolve("data").toString());
    server.awaitLine(line -> KEY.matcher(line).matches());
    url = said(SERVES);
    key = said(KEY);
    userKey = SessionKeys.userKey(key);
    try (HttpClient client = HttpClient.newHttpClient()) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> get(client, url + "/health/ready").statusCode() == 200);
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String said(Pattern pattern) {
    return server.lines().stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .findFirst()
        .orElseThrow();
  }

  private static HttpResponse<String> get(HttpClient client, String address)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void theJavaClientOf2017() throws Exception {
    String said =
        Program.output(
            directory,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            Path.of("target/pardot-api-client").toAbsolutePath() + "/*",
            RESOURCES.resolve("PardotSession.java").toString(),
            url,
            key,
            userKey);

    assertThat(said)
        .contains(
            """
            create java@example.com Java null
            read true
            update Cologne & "Bonn"
            upsert true
            query 1
            query Acme
            batchUpsert <?xml version="1.0" encoding="UTF-8"?>
            <rsp stat="fail" version="1.0"><errors><prospect identifier="bad">Invalid prospect email address</prospect></errors></rsp>

            delete 204
            read-deleted Invalid prospect ID
            """);
  }

  @Test
  void theClientOfNode() throws Exception {
    Path place = Files.createDirectory(directory.resolve("node"));
    Npm.install(RESOURCES, place, "NODE'S CLIENT IS");

    String said = Program.output(place, "node", "session.js", url, key, userKey);

    assertThat(said)
        .contains(
            """
            login true
            create ["node+x@example.com","Node"]
            create-again {"failed":"DUPLICATE_PROSPECT"}
            read-by-id "node+x@example.com"
            read-by-email true
            update "Köln & \\"Bonn\\""
            upsert true
            query [1,"Ulm"]
            delete true
            read-deleted {"failed":"INVALID_PROSPECT_ID_KEY"}
            wrong-path {"failed":"INVALID_ACTION"}
            """);
  }

  @Test
  void theVerdictComesToTheProspect() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String keys = "&user_key=" + key + "&api_key=";
      HttpResponse<String> login =
          client.send(
              HttpRequest.newBuilder(URI.create(url + "/api/login/version/3"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "format=json&email=a&password=%s&user_key=%s".formatted(key, key)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      String apiKey = login.body().replaceFirst(".*\"api_key\":\"([0-9a-f]{32})\".*", "$1");
      String prospect =
          url + "/api/prospect/version/3/do/%s/email/anna@x.nxdomain.lab.test?format=json";

      assertThat(get(client, prospect.formatted("create") + keys + apiKey).statusCode())
          .isEqualTo(201);

      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(get(client, prospect.formatted("read") + keys + apiKey).body())
                      .contains("\"email_verification_status\":\"undeliverable\"")
                      .contains("\"email_verification_reason\":\"domain_not_found\""));
    }
  }
}
