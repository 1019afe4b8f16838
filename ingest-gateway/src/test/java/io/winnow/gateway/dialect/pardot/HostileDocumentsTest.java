package io.winnow.gateway.dialect.pardot;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents and identifiers of somebody who means no good. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileDocumentsTest {
  private static final String NO_DOCUMENT =
      "{\"@attributes\":{\"stat\":\"fail\",\"version\":1,\"err_code\":71},\"err\":\"Input needs to"
          + " be valid JSON or XML\"}";

  private final HttpClient client = HttpClient.newHttpClient();
  private ServedPardot server;

  @BeforeAll
  void serve() {
    server = new ServedPardot();
  }

  @AfterAll
  void stop() {
    client.close();
    server.close();
  }

  private HttpResponse<String> post(String operation, String body)
      throws IOException, InterruptedException {
    String credentials =
        "Pardot api_key=%s, user_key=%s"
            .formatted(server.variables().get("api_key"), server.variables().get("user_key"));
    return client.send(
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/prospect/version/3/do/%s?format=json"
                        .formatted(server.port(), operation)))
            .header("Authorization", credentials)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> upsert(String document) throws IOException, InterruptedException {
    return post("batchUpsert", "prospects=" + URLEncoder.encode(document, StandardCharsets.UTF_8));
  }

  @Test
  void anEntityOfAFileIsNotRead() throws Exception {
    String document =
        "<?xml version=\"1.0\"?><!DOCTYPE p [<!ENTITY x SYSTEM"
            + " \"file:///etc/hostname\">]><prospects><prospect"
            + " identifier=\"a@example.com\"><notes>&x;</notes></prospect></prospects>";

    assertThat(upsert(document).body()).isEqualTo(NO_DOCUMENT);
  }

  @Test
  void billionsOfLaughsAreNotHeard() throws Exception {
    String entities =
        IntStream.range(1, 10)
            .mapToObj(i -> "<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)))
            .collect(Collectors.joining());
    String document =
        "<!DOCTYPE p [<!ENTITY l0 \"lol\">%s]><prospects><prospect identifier=\"a@example.com\"><notes>&l9;</notes></prospect></prospects>"
            .formatted(entities);

    assertThat(upsert(document).body()).isEqualTo(NO_DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 10_000, 200_000})
  void whatIsTooDeepIsNoDocument(int depth) throws Exception {
    String json = "{\"prospects\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    String xml = "<prospects>" + "<x>".repeat(depth) + "</x>".repeat(depth) + "</prospects>";

    assertThat(upsert(json).body()).isEqualTo(NO_DOCUMENT);
    assertThat(upsert(xml).body()).isEqualTo(NO_DOCUMENT);
  }

  @Test
  void aKeyTwiceIsNoDocument() throws Exception {
    assertThat(upsert("{\"prospects\":{\"a@example.com\":{\"x\":1,\"x\":2}}}").body())
        .isEqualTo(NO_DOCUMENT);
    assertThat(
            upsert(
                    "<prospects><prospect"
                        + " identifier=\"a@example.com\"><x>1</x><x>2</x></prospect></prospects>")
                .body())
        .isEqualTo(NO_DOCUMENT);
  }

  @Test
  void aProspectOfFiveThousandFieldsIsRefusedAndItsNeighbourTaken() throws Exception {
    String fields =
        IntStream.range(0, 5_000)
            .mapToObj(i -> "\"field_%d\":\"%d\"".formatted(i, i))
            .collect(Collectors.joining(","));

    HttpResponse<String> response =
        upsert(
            "{\"prospects\":{\"many@example.com\":{%s},\"few@example.com\":{}}}".formatted(fields));

    assertThat(response.body())
        .isEqualTo(
            "{\"@attributes\":{\"stat\":\"fail\",\"version\":1},\"errors\":{\"many@example.com\":\"Invalid"
                + " parameter range\"}}");
    assertThat(post("read/email/few@example.com", "").body()).contains("\"few@example.com\"");
    assertThat(post("read/email/many@example.com", "").body()).contains("\"err_code\":4");
  }

  @Test
  void aValueOfAMegabyteIsRefused() throws Exception {
    HttpResponse<String> response =
        upsert(
            "{\"prospects\":{\"long@example.com\":{\"notes\":\"" + "x".repeat(900_000) + "\"}}}");

    assertThat(response.body()).contains("\"long@example.com\":\"Invalid parameter range\"");
  }

  @Test
  void aBodyBeyondAllBoundsIsRefusedInTheSameForm() throws Exception {
    HttpResponse<String> response = post("batchUpsert", "prospects=" + "x".repeat(5 << 20));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"err_code\":52");
  }

  @Test
  void whatIsNotPercentEncodedIsAnInvalidParameter() throws Exception {
    assertThat(post("batchUpsert", "prospects=%zz").body()).contains("\"err_code\":51");
  }

  @Test
  void whateverTheIdentifierItComesBackAsItWas() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    System.out.println("seed " + seed);
    for (int i = 0; i < 200; i++) {
      String identifier = anIdentifier(random);
      String document =
          Json.MAPPER.writeValueAsString(Map.of("prospects", Map.of(identifier, Map.of())));

      String body = upsert(document).body();

      assertThat(Json.MAPPER.readTree(body).path("errors").fieldNames().next())
          .as(document)
          .isEqualTo(identifier);
    }
  }

  /** Digits alone would be an id, and the prospect of that id may have come by another test. */
  private static String anIdentifier(Random random) {
    String identifier;
    do {
      identifier =
          random
              .ints(1 + random.nextInt(20), 0, 0x2FF)
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
    } while (identifier.chars().allMatch(Character::isDigit));
    return identifier;
  }

  @Test
  void anIdThatIsThereIsNoFault() throws Exception {
    String created = post("create/email/known@example.com", "").body();
    String id = Json.MAPPER.readTree(created).path("prospect").path("id").asText();

    assertThat(upsert("{\"prospects\":{\"%s\":{}}}".formatted(id)).body())
        .isEqualTo("{\"@attributes\":{\"stat\":\"ok\",\"version\":1},\"errors\":{}}");
  }

  @Test
  void theVerdictOfAnAddressComesWithItsProspect() throws Exception {
    assertThat(post("create/email/vera@example.com", "").body())
        .contains(
            "\"email_verification_status\":\"pending\",\"email_verification_reason\":null,\"email_verification_checked_at\":null");

    server.verify(Reason.MAILBOX_NOT_FOUND);

    assertThat(post("read/email/vera@example.com", "").body())
        .contains(
            "\"email_verification_status\":\"undeliverable\",\"email_verification_reason\":\"mailbox_not_found\",\"email_verification_checked_at\":\"2026-03-01"
                + " 12:00:00\"");
  }
}
