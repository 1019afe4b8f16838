package io.winnow.systemtests.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways, many clients, one account: what is admitted is exact. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralGatewaysTest {
  /** Its verdict is definite at level syntax, so that it is paid for. */
  private static final String ONE_ROW = "email\nnobody@no domain\n";

  private static final Pattern TOO_MANY = Pattern.compile("\"too_many_(account_)?uploads\"");

  @TempDir static Path directory;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Cluster cluster;
  private final List<GatewayServer> gateways = new ArrayList<>();

  @BeforeAll
  void start() throws Exception {
    cluster = Cluster.start(directory, Map.of());
    for (String name : List.of("first", "second")) {
      gateways.add(
          GatewayServer.start(
              cluster.ofGateway(directory.resolve(name)), List.of(cluster.sink().routes())));
    }
  }

  @AfterAll
  void stop() throws IOException {
    gateways.forEach(GatewayServer::close);
    cluster.close();
    http.close();
  }

  private Client client(int gateway, String key) {
    return new Client(http, gateways.get(gateway % gateways.size()).url(), key);
  }

  /** A client that knows its key, at both gateways. */
  private Client account(String name, long credits) {
    String key = cluster.account(name, credits);
    for (int gateway = 0; gateway < gateways.size(); gateway++) {
      Client client = client(gateway, key);
      await()
          .atMost(Client.PATIENCE)
          .until(
              () -> {
                HttpResponse<String> response = client.send("GET", "/v1/account");
                return response.statusCode() == 200
                    && Json.MAPPER.readTree(response.body()).path("balance").asLong() == credits;
              });
    }
    return client(0, key);
  }

  /** Does all of it at the same moment, as far as there is one. */
  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    List<Future<T>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Callable<T> task : tasks) {
        futures.add(
            threads.submit(
                () -> {
                  begin.await();
                  return task.call();
                }));
      }
      begin.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }

  /** A gateway that has its hands full says so before it reads anything; then it is asked again. */
  private static HttpResponse<String> uploadUntilTaken(Client client, String list) {
    return await()
        .atMost(Client.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> client.upload(list, null), response -> !TOO_MANY.matcher(response.body()).find());
  }

  @Test
  void anAccountWithCreditForHundredHasExactlyHundredOfTwoHundredListsAdmitted() throws Exception {
    Client account = account("hundred", 100);
    List<Callable<HttpResponse<String>>> uploads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Client client = client(i, account.key());
      uploads.add(() -> uploadUntilTaken(client, ONE_ROW));
    }

    List<HttpResponse<String>> responses = together(uploads);

    assertThat(
            responses.stream()
                .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting())))
        .isEqualTo(Map.of(202, 100L, 402, 100L));
    assertThat(responses)
        .filteredOn(response -> response.statusCode() == 402)
        .allSatisfy(response -> assertThat(response.body()).contains("insufficient_credits"));
    Set<String> jobs = new HashSet<>();
    for (HttpResponse<String> response : responses) {
      response.headers().firstValue("Location").ifPresent(jobs::add);
    }
    assertThat(jobs).hasSize(100).allSatisfy(account::completed);
    for (int gateway = 0; gateway < gateways.size(); gateway++) {
      client(gateway, account.key()).assertBalance(0);
    }
    assertThat(account.ledger())
        .extracting(entry -> entry.get("kind").asText())
        .filteredOn(kind -> kind.equals("reserved"))
        .hasSize(100);
    assertThat(spooled()).isZero();
  }

  @Test
  void twentyUploadsWithOneKeyMakeOneJob() throws Exception {
    Client account = account("retrying", 1_000);
    List<Callable<HttpResponse<String>>> uploads = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Client client = client(i, account.key());
      uploads.add(() -> client.upload(ONE_ROW, "one-key"));
    }

    List<HttpResponse<String>> responses = together(uploads);

    assertThat(responses).extracting(HttpResponse::statusCode).containsOnly(202, 409);
    Set<String> jobs = new HashSet<>();
    for (HttpResponse<String> response : responses) {
      response.headers().firstValue("Location").ifPresent(jobs::add);
    }
    assertThat(jobs).hasSize(1);
    account.completed(jobs.iterator().next());
    for (int gateway = 0; gateway < gateways.size(); gateway++) {
      Client client = client(gateway, account.key());
      HttpResponse<String> again = client.upload(ONE_ROW, "one-key");
      assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
      assertThat(again.headers().firstValue("Location")).hasValue(jobs.iterator().next());
      assertThat(client.upload(ONE_ROW + "x@y.example\n", "one-key").statusCode()).isEqualTo(422);
    }
    assertThat(account.jobs()).hasSize(1);
    account.assertBalance(999);
    assertThat(spooled()).isZero();
  }

  private static long spooled() throws Exception {
    long entries = 0;
    for (String name : List.of("first", "second")) {
      try (Stream<Path> children = Files.list(directory.resolve(name))) {
        entries += children.filter(Files::isDirectory).count();
      }
    }
    return entries;
  }

  @Test
  void strangersHearNothing() throws Exception {
    Client owner = account("owner", 10);
    Client stranger = account("stranger", 10);
    String job = owner.upload(ONE_ROW, null).headers().firstValue("Location").orElseThrow();
    owner.completed(job);
    // no job has that one yet, and nobody draws it
    String nowhere = "/v1/jobs/1";
    String wrong = owner.key().substring(0, 31) + (owner.key().endsWith("a") ? "b" : "a");
    String revoked = cluster.desk().addKey("owner", "to be revoked").text();
    await().until(() -> client(1, revoked).send("GET", job).statusCode() == 200);
    await().until(() -> client(0, revoked).send("GET", job).statusCode() == 200);

    cluster.desk().revokeKey("owner", revoked.substring(0, 11));

    await()
        .atMost(Duration.ofSeconds(2))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                client(0, revoked).send("GET", job).statusCode() == 401
                    && client(1, revoked).send("GET", job).statusCode() == 401);
    for (int gateway = 0; gateway < gateways.size(); gateway++) {
      Client none = new Client(http, gateways.get(gateway).url(), null);
      for (String[] ask :
          new String[][] {
            {"GET", ""}, {"GET", "/results.csv"}, {"POST", "/cancel"}, {"DELETE", ""}
          }) {
        String path = job + ask[1];
        String absent = nowhere + ask[1];
        assertSame(401, none.send(ask[0], path), none.send(ask[0], absent), job, nowhere);
        HttpResponse<String> unknown = client(gateway, wrong).send(ask[0], path);
        assertSame(401, unknown, client(gateway, revoked).send(ask[0], path), job, nowhere);
        assertSame(401, unknown, client(gateway, "at_nobody").send(ask[0], absent), job, nowhere);
        Client other = client(gateway, stranger.key());
        assertSame(404, other.send(ask[0], path), other.send(ask[0], absent), job, nowhere);
      }
      assertThat(client(gateway, wrong).upload(ONE_ROW, null).statusCode()).isEqualTo(401);
      assertThat(client(gateway, stranger.key()).jobs()).isEmpty();
      JsonNode seen = client(gateway, stranger.key()).json("/v1/account");
      assertThat(seen.get("name").asText()).isEqualTo("stranger");
      assertThat(seen.get("ledger")).hasSize(1);
    }
    assertThat(owner.json(job).get("state").asText()).isEqualTo("completed");
    stranger.assertBalance(10);
  }

  /** But for the job's id, and what is different in every response. */
  private static void assertSame(
      int status,
      HttpResponse<String> one,
      HttpResponse<String> other,
      String job,
      String nowhere) {
    assertThat(one.statusCode()).as(one.body()).isEqualTo(status);
    assertThat(other.statusCode()).as(other.body()).isEqualTo(status);
    assertThat(one.body().replace(job.substring(9), nowhere.substring(9)))
        .isEqualTo(other.body().replace(job.substring(9), nowhere.substring(9)));
    assertThat(names(one)).isEqualTo(names(other));
  }

  private static Set<String> names(HttpResponse<String> response) {
    return response.headers().map().keySet();
  }
}
