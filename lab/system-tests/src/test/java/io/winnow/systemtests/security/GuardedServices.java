package io.winnow.systemtests.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import io.winnow.systemtests.security.GuardedProcess.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The three services as processes, each as a user of its own who may do what it needs, and an
 * account that has them work.
 */
final class GuardedServices implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TOKEN = "token-of-a-test-alone";
  private static final String NOBODY = "http://127.0.0.1:9/nobody";
  private static final String CONTACTS = "/api/v1/target/contact";

  private final Map<Kind, GuardedProcess> processes = new EnumMap<>(Kind.class);
  private final HttpClient client = HttpClient.newHttpClient();
  private String key = "none yet";

  private final GuardedCluster cluster;
  private final Path directory;
  private final Map<String, String> settings;

  private GuardedServices(GuardedCluster cluster, Path directory, Map<String, String> settings) {
    this.cluster = cluster;
    this.directory = directory;
    this.settings = settings;
  }

  /**
   * Starts them.
   *
   * @param lab settings of a world to verify against
   */
  static GuardedServices start(GuardedCluster cluster, Path directory, Map<String, String> lab)
      throws IOException {
    Map<String, String> settings = new HashMap<>(GuardedCluster.SMALL);
    settings.putAll(lab);
    settings.put("winnow.admin.port", "0");
    settings.put("winnow.admin.token", TOKEN);
    settings.put("winnow.webhooks.allow-private-targets", "127.0.0.0/8");
    GuardedServices services = new GuardedServices(cluster, directory, settings);
    boolean started = false;
    try {
      for (Kind kind : Kind.values()) {
        services.begin(kind);
      }
      services.processes.values().forEach(GuardedProcess::awaitStarted);
      for (Kind kind : Kind.values()) {
        patiently(() -> services.status(services.request(kind, "/health/ready")) == 200);
      }
      started = true;
      return services;
    } finally {
      if (!started) {
        services.close();
      }
    }
  }

  private void begin(Kind kind) throws IOException {
    Map<String, String> login = cluster.settings(kind.rights().service());
    // what has been repartitioned is removed soon, so that one sees that it may be
    login.put("winnow.kafka.streams.repartition.purge.interval.ms", "500");
    Path own = directory.resolve(kind.name());
    processes.put(kind, GuardedProcess.start(kind, cluster, own, login, settings));
  }

  private GuardedProcess process(Kind kind) {
    GuardedProcess process = processes.get(kind);
    if (process == null) {
      throw new IllegalStateException("no " + kind);
    }
    return process;
  }

  private HttpRequest.Builder request(Kind kind, String path) {
    return HttpRequest.newBuilder(URI.create(process(kind).url() + path))
        .header("X-Api-Key", key)
        .header("Accept", "application/json");
  }

  private String text(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
    return response.body();
  }

  private JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
    return Json.MAPPER.readTree(text(request));
  }

  /** Adds an account that has credits, and is from then on who asks. */
  void account(String name, long credits) throws Exception {
    String accounts = process(Kind.GATEWAY).adminUrl() + "/admin/v1/accounts";
    var _ = json(admin(accounts, Map.of("name", name, "credits", credits)));
    key =
        json(admin(accounts + "/" + name + "/keys", Map.of("label", "test"))).path("key").asText();
    for (Kind kind : Kind.values()) {
      await().atMost(PATIENCE).until(() -> status(request(kind, "/v1/jobs")) != 401);
    }
  }

  private static HttpRequest.Builder admin(String url, Map<String, ?> body) throws IOException {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)));
  }

  private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Verifies a list with mail servers asked, tells a hook that nobody has, and gives the file. */
  String verified(String list) throws Exception {
    String job =
        json(request(Kind.GATEWAY, "/v1/jobs?name=list.csv&level=smtp&webhook=" + NOBODY)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(list)))
            .at("/links/self")
            .asText();
    patiently(() -> json(request(Kind.SINK, job)).path("state").asText().equals("completed"));
    return text(request(Kind.SINK, job + "/results.csv"));
  }

  /**
   * Has a list submitted that nobody answers, since no verifier is there, and the gateway die over
   * it and start again.
   */
  void killTheGatewayOverASubmission() throws IOException {
    process(Kind.VERIFIER).close();
    var _ =
        client.sendAsync(
            request(Kind.GATEWAY, "/v1/jobs?name=late.csv")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("email\nanna@some.invalid\n"))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    patiently(
        () ->
            Witness.unused(Kind.GATEWAY.rights()).stream()
                .noneMatch(right -> right.toString().equals("write on topic winnow.submissions")));
    process(Kind.GATEWAY).close();
    begin(Kind.GATEWAY);
  }

  /** Waits until the hook has been tried to be told of the latest job, and asks for another try. */
  void redeliver() throws Exception {
    String deliveries =
        json(request(Kind.SINK, "/v1/jobs")).at("/jobs/0/links/self").asText() + "/deliveries";
    patiently(() -> json(request(Kind.SINK, deliveries)).at("/deliveries/0/tries").asInt() > 0);
    String event = json(request(Kind.SINK, deliveries)).at("/deliveries/0/id").asText();
    var _ =
        text(
            request(Kind.SINK, deliveries + "/" + event + "/redeliver")
                .POST(BodyPublishers.noBody()));
  }

  /** The verdict of an address that is asked for alone. */
  String checked(String address) throws Exception {
    return json(request(Kind.GATEWAY, "/v1/addresses/" + address)).path("status").asText();
  }

  /** Waits until the account's ledger holds so many entries. */
  void awaitLedger(int size) {
    patiently(() -> json(request(Kind.GATEWAY, "/v1/account")).path("ledger").size() >= size);
  }

  /** Writes a prospect, waits until its address is verified, and gives its verdict. */
  String prospect(String address) throws Exception {
    JsonNode login = json(form("login", Map.of("email", "a", "password", key, "user_key", key)));
    String session =
        "Pardot api_key=%s, user_key=%s".formatted(login.path("api_key").asText(), key);
    var _ =
        json(
            form("prospect", "/do/upsert", Map.of("email", address, "first_name", "Somebody"))
                .header("Authorization", session));
    return await()
        .atMost(PATIENCE)
        .until(() -> verdict(session, address), status -> !status.equals("pending"));
  }

  private String verdict(String session, String address) throws IOException, InterruptedException {
    return json(form("prospect", "/do/read", Map.of("email", address))
            .header("Authorization", session))
        .at("/prospect/email_verification_status")
        .asText();
  }

  private HttpRequest.Builder form(String object, Map<String, String> parameters) {
    return form(object, "", parameters);
  }

  private HttpRequest.Builder form(
      String object, String operation, Map<String, String> parameters) {
    StringBuilder body = new StringBuilder("format=json");
    parameters.forEach(
        (name, value) ->
            body.append('&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return HttpRequest.newBuilder(
            URI.create(process(Kind.GATEWAY).url() + "/api/" + object + "/version/3" + operation))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body.toString()));
  }

  /** Looks a contact up in a job of its own, whose CSV it gives. */
  String lookedUp(String address) throws Exception {
    String email = URLEncoder.encode(address, StandardCharsets.UTF_8);
    String id =
        json(request(Kind.GATEWAY, CONTACTS + "s?email=" + email)).at("/contacts/0/id").asText();
    String job =
        CONTACTS
            + "/job/"
            + json(request(Kind.GATEWAY, CONTACTS + "/job?level=dns")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString(id)))
                .path("jobId")
                .asText();
    patiently(() -> json(request(Kind.SINK, job)).path("status").asText().equals("finished"));
    return text(request(Kind.SINK, job + "/results"));
  }

  private static void patiently(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  /** All that they measure. */
  String scraped() throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    for (Kind kind : Kind.values()) {
      all.append(text(request(kind, "/metrics")));
    }
    return all.toString();
  }

  @Override
  public void close() {
    processes.values().forEach(GuardedProcess::close);
    client.close();
  }
}
