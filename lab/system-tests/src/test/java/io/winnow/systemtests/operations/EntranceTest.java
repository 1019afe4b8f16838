package io.winnow.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.router.ParsedEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.gateway.GatewayService;
import io.winnow.gateway.ServedAccounts;
import io.winnow.gateway.ServedContacts;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.AccountsGate;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.lifecycle.Service;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.SinkService;
import io.winnow.verifier.VerifierService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * deploy/nginx/nginx.conf, and the HTTPRoute of Kubernetes, send each request to the service that
 * has a route for it.
 */
class EntranceTest {
  private static final Pattern LINE = Pattern.compile("\\s+\"~(\\^[^\"]+)\"\\s+([a-z-]+);");
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");

  @Test
  void everyRouteIsReachedThroughIt(@TempDir Path directory) throws Exception {
    Settings settings =
        Settings.of(
            Map.of(
                "winnow.kafka.bootstrap.servers", "127.0.0.1:1",
                "winnow.gateway.id", "entrance",
                "winnow.sink.id", "entrance",
                "winnow.spool.directory", directory.resolve("spool").toString(),
                "winnow.verifier.state-directory", directory.resolve("state").toString(),
                "winnow.sink.directory", directory.resolve("results").toString(),
                "winnow.webhooks.state-directory", directory.resolve("webhooks").toString()));
    KafkaClients kafka = KafkaClients.from(settings);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    try (AccountsGate gate = new AccountsGate(AccessSettings.from(settings), kafka);
        GatewayService gateway = new GatewayService(settings, kafka, meters);
        ServedAccounts accounts = new ServedAccounts(settings, kafka, gate);
        ServedContacts contacts = new ServedContacts(settings, kafka, gate, gateway.gateway());
        SinkService sink = new SinkService(settings, kafka, meters, gate);
        VerifierService verifier = new VerifierService(settings, kafka, meters)) {
      Map<String, List<Service>> services =
          Map.of(
              "ingest-gateway", List.of(gateway, accounts, contacts),
              "result-sink", List.of(sink),
              "verifier-streams", List.of(verifier));
      Map<Pattern, String> entrance = entrance();
      EntranceRoute kubernetes = EntranceRoute.read();
      for (Map.Entry<String, List<Service>> service : services.entrySet()) {
        for (String request : requests(service.getValue())) {
          seen++;
          String answers =
              entrance.entrySet().stream()
                  .filter(line -> line.getKey().matcher(request).find())
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElse("ingest-gateway");
          if (!answers.equals(service.getKey())) {
            wrong.add("%s is %s's, and goes to %s".formatted(request, service.getKey(), answers));
          }
          Set<String> routed = kubernetes.backends(request);
          if (!routed.equals(Set.of(service.getKey()))) {
            wrong.add(
                "%s is %s's, and goes to %s in Kubernetes"
                    .formatted(request, service.getKey(), routed));
          }
        }
      }
    }

    assertThat(seen).isGreaterThan(40);
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/addresses/anna@example.com",
        "HEAD /v1/addresses/anna@example.com",
        "GET /email/verify",
        "GET /api/prospect/version/3/do/batchCreate",
        "GET /api/prospect/do/batchUpdate/version/3",
        "GET /api/prospect/version/4/do/batchUpsert",
        "GET /api/prospect/version/3/do/create/email/anna@example.com",
        "GET /api/prospect/version/3/do/update/id/1",
        "GET /api/prospect/version/3/do/upsert/email/x/do/read",
        "GET /api/prospect/do/delete/id/1/version/3",
        "DELETE /v1/jobs/4711",
        "PUT /v1/webhooks/4711",
        "512 DELETE /api/prospect/version/3/do/delete"
      })
  void whatWritesIsNotSentTwice(String lengthAndRequest) throws Exception {
    String request = withLength(lengthAndRequest);
    assertThat(lines("writes").keySet()).anyMatch(line -> line.matcher(request).find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/jobs",
        "GET /v1/jobs/4711/results.csv",
        "GET /v1/addresses",
        "GET /email/batch/some-job",
        "GET /api/prospect/version/3/do/read/email/anna@example.com",
        "GET /api/prospect/do/query/version/3",
        "GET /api/v1/target/contact/job/4711/results",
        "GET /v1/lists"
      })
  void whatReadsIsAskedOfAnother(String lengthAndRequest) throws Exception {
    String request = withLength(lengthAndRequest);
    assertThat(lines("writes").keySet()).noneMatch(line -> line.matcher(request).find());
  }

  /** A request without a body has an empty length. */
  private static String withLength(String request) {
    return Character.isDigit(request.charAt(0)) ? request : " " + request;
  }

  private static Map<Pattern, String> entrance() throws IOException {
    Map<Pattern, String> lines = lines("service");
    assertThat(lines).hasSizeGreaterThan(5);
    return lines;
  }

  /** What the map of that name has, but for its default. */
  private static Map<Pattern, String> lines(String name) throws IOException {
    Map<Pattern, String> lines = new LinkedHashMap<>();
    String all = Files.readString(Deploy.DIRECTORY.resolve("nginx/nginx.conf"));
    String map = all.substring(all.indexOf("$request_method $uri\" $" + name + " {"));
    Matcher line = LINE.matcher(map.substring(0, map.indexOf("\n  }\n")));
    while (line.find()) {
      lines.put(Pattern.compile(line.group(1)), line.group(2));
    }
    return lines;
  }

  private static List<String> requests(List<Service> services) {
    List<String> requests = new ArrayList<>();
    var _ =
        Javalin.create(
            config -> {
              for (Service service : services) {
                for (HttpRoutes routes : service.routes()) {
                  routes.addTo(config.routes);
                }
              }
              for (ParsedEndpoint one : config.unsafe.internalRouter.allHttpHandlers()) {
                String method = one.endpoint.method.name();
                if (METHODS.contains(method)) {
                  requests.add(
                      method
                          + " "
                          + one.endpoint
                              .path
                              .replaceAll("\\{[^}]*}", "4711")
                              .replaceAll("<[^>]*>", "some/more"));
                }
              }
            });
    return requests;
  }
}
