package io.winnow.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.javalin.Javalin;
import io.javalin.router.ParsedEndpoint;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.ServedAccounts;
import io.winnow.gateway.ServedContacts;
import io.winnow.kit.access.AccessFilter;
import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.access.AccountsGate;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.dialect.Dialect;
import io.winnow.kit.health.Health;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.Standalone;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/openapi.yaml says what the routes do. The services are made but not started. */
class OpenApiTest {
  private static final String PAGE = "docs/openapi.yaml";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private static final Pattern CODE_OF_ERRORS =
      Pattern.compile("^\\| `([a-z_]+)` \\| (\\d{3}) \\|", Pattern.MULTILINE);

  private static final Pattern ENDPOINT =
      Pattern.compile("^\\| `([A-Z, ]+) (/[^`]+)` \\|", Pattern.MULTILINE);

  private static final Pattern TAKES = Pattern.compile("this path takes (.*)$");

  private static JsonNode document;
  private static DataDirectory data;
  private static Metrics metrics;
  private static Standalone standalone;
  private static AccountsGate gate;
  private static ServedAccounts accounts;
  private static ServedContacts contacts;
  private static List<HttpRoutes> routes;

  /** A way into Winnow, such as {@code get /v1/jobs}. */
  private record Operation(String method, String path, JsonNode described, JsonNode shared) {
    List<JsonNode> parameters(String in) {
      List<JsonNode> found = new ArrayList<>();
      described.path("parameters").forEach(one -> found.add(resolved(one)));
      shared.forEach(one -> found.add(resolved(one)));
      found.removeIf(one -> !one.path("in").asText().equals(in));
      return found;
    }

    Set<String> names(String in) {
      Set<String> names = new TreeSet<>();
      parameters(in).forEach(one -> names.add(one.path("name").asText()));
      return names;
    }

    List<String> codes() {
      List<String> codes = new ArrayList<>();
      described.path("x-codes").forEach(code -> codes.add(code.asText()));
      return codes;
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @BeforeAll
  static void make() throws Exception {
    document = new YAMLMapper().readTree(Page.ROOT.resolve(PAGE).toFile());
    data = DataDirectory.temporary();
    metrics = new Metrics();
    standalone = new Standalone(data, Settings.of(Map.of()), metrics, 0);
    gate = standalone.gate();
    accounts = standalone.accounts(gate, Map.of());
    contacts = standalone.contacts(gate);
    Health health = new Health();
    standalone.addTo(health);
    routes = new ArrayList<>(standalone.routes());
    routes.addAll(accounts.routes());
    routes.addAll(contacts.routes());
    routes.addAll(List.of(health, metrics));
  }

  @AfterAll
  static void close() throws Exception {
    contacts.close();
    accounts.close();
    gate.close();
    standalone.close();
    metrics.close();
    data.close();
  }

  private static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        one -> {
                          if (METHODS.contains(one.getKey())) {
                            operations.add(
                                new Operation(
                                    one.getKey(),
                                    path.getKey(),
                                    one.getValue(),
                                    path.getValue().path("parameters")));
                          }
                        }));
    return operations;
  }

  private static JsonNode resolved(JsonNode node) {
    JsonNode ref = node.path("$ref");
    return ref.isMissingNode() ? node : document.at(ref.asText().substring(1));
  }

  /** All routes, such as {@code get /v1/jobs}. */
  private static Set<String> registered(Predicate<String> ofPath) {
    Set<String> registered = new TreeSet<>();
    var _ =
        Javalin.create(
            config -> {
              routes.forEach(part -> part.addTo(config.routes));
              for (ParsedEndpoint one : config.unsafe.internalRouter.allHttpHandlers()) {
                String method = one.endpoint.method.name().toLowerCase(Locale.ROOT);
                if (METHODS.contains(method) && ofPath.test(one.endpoint.path)) {
                  registered.add(method + " " + one.endpoint.path);
                }
              }
            });
    return registered;
  }

  @Test
  void everyRouteIsDescribedAndNoOther() {
    Set<String> registered = registered(path -> Dialect.of(path).isEmpty());

    assertThat(registered).hasSizeGreaterThan(8);
    assertThat(operations())
        .extracting(Operation::toString)
        .containsExactlyInAnyOrderElementsOf(registered);
  }

  /**
   * Its page has a line {@code | `POST /path` | …} for each, under Endpoints; several methods of
   * one path may share it.
   */
  @ParameterizedTest
  @EnumSource
  void everyRouteOfADialectIsOnItsPageAndNoOther(Dialect dialect) throws IOException {
    Set<String> registered = registered(path -> Dialect.of(path).equals(Optional.of(dialect)));
    String name = "docs/dialects/%s.md".formatted(dialect.name().toLowerCase(Locale.ROOT));
    Set<String> told = new TreeSet<>();
    if (Files.exists(Page.ROOT.resolve(name))) {
      ENDPOINT
          .matcher(Page.read(name).section("## Endpoints"))
          .results()
          .forEach(
              one -> {
                for (String method : one.group(1).toLowerCase(Locale.ROOT).split(", ", -1)) {
                  told.add(method + " " + one.group(2));
                }
              });
    }

    assertThat(told).as(name).isEqualTo(registered);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> broken =
        document.findValuesAsText("$ref").stream()
            .filter(ref -> !ref.startsWith("#/") || document.at(ref.substring(1)).isMissingNode())
            .toList();

    assertThat(broken).isEmpty();
  }

  @Test
  void parametersArePathsAndQueriesAsRoutesTakeThem() throws Exception {
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    try (HttpService http = serve(Map.of(AccessSettings.OPEN.key(), "true"));
        HttpClient client = HttpClient.newHttpClient()) {
      for (Operation operation : operations()) {
        Set<String> inPath = new TreeSet<>();
        Matcher names = Pattern.compile("\\{(\\w+)}").matcher(operation.path);
        names.results().forEach(found -> inPath.add(found.group(1)));
        if (!operation.names("path").equals(inPath)) {
          wrong.add(operation + " has other parameters in its path");
        }
        String path = names.replaceAll("1") + "?no_such=1";
        HttpResponse<String> answer = ask(client, http, operation.method, path);
        Set<String> taken = new TreeSet<>();
        if (answer.body().contains("\"unknown_parameter\"")) {
          asked++;
          String detail = Json.MAPPER.readTree(answer.body()).path("detail").asText();
          Matcher takes = TAKES.matcher(detail);
          if (takes.find() && !takes.group(1).equals("none")) {
            taken.addAll(List.of(takes.group(1).split(", ", -1)));
          }
        }
        if (!operation.names("query").equals(taken)) {
          wrong.add(operation + " takes " + taken + " and not " + operation.names("query"));
        }
      }
    }

    assertThat(asked).isGreaterThan(3);
    assertThat(wrong).isEmpty();
  }

  private static HttpService serve(Map<String, String> access) {
    AccountsView nobody = new AccountsView(new Keys());
    List<HttpRoutes> all = new ArrayList<>();
    all.add(new AccessFilter(AccessSettings.from(Settings.of(access)), nobody, () -> true));
    all.addAll(routes);
    return HttpService.start(HttpSettings.from(Settings.of(Map.of("winnow.http.port", "0"))), all);
  }

  private static HttpResponse<String> ask(
      HttpClient client, HttpService http, String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
            .header("Content-Type", "text/csv")
            .method(
                method.toUpperCase(Locale.ROOT),
                method.equals("get")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString("email\na@b.example\n"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void codesAreThoseOfTheErrorsPageWithTheirStatus() throws IOException {
    Map<String, Set<String>> statuses = new HashMap<>();
    CODE_OF_ERRORS
        .matcher(Files.readString(Page.ROOT.resolve("docs/errors.md")))
        .results()
        .forEach(
            row -> statuses.computeIfAbsent(row.group(1), _ -> new TreeSet<>()).add(row.group(2)));
    List<String> wrong = new ArrayList<>();
    Set<String> told = new TreeSet<>();
    document.at("/info/x-codes").forEach(code -> told.add(code.asText()));
    Set<String> everywhere = new TreeSet<>();
    told.forEach(code -> everywhere.addAll(statuses.getOrDefault(code, Set.of())));
    for (Operation operation : operations()) {
      Set<String> explained = new TreeSet<>(everywhere);
      for (String code : operation.codes()) {
        told.add(code);
        Set<String> known = statuses.getOrDefault(code, Set.of());
        explained.addAll(known);
        if (known.stream().noneMatch(operation.described.path("responses")::has)) {
          wrong.add("%s: code %s has status %s".formatted(operation, code, known));
        }
      }
      operation
          .described
          .path("responses")
          .fieldNames()
          .forEachRemaining(
              status -> {
                boolean problem =
                    operation
                        .described
                        .at("/responses/" + status + "/$ref")
                        .asText()
                        .endsWith("/Problem");
                if (problem && !explained.contains(status)) {
                  wrong.add("%s: no code has status %s".formatted(operation, status));
                }
              });
    }

    assertThat(statuses).hasSizeGreaterThan(20);
    assertThat(wrong).isEmpty();
    assertThat(told)
        .as("%s, x-codes: those of docs/errors.md over HTTP, each at some operation", PAGE)
        .containsAll(overHttp(statuses.keySet()));
  }

  /** Those of forms and bodies that no operation here takes are the admin interface's own. */
  private static Set<String> overHttp(Set<String> codes) {
    Set<String> here = new TreeSet<>(codes);
    document.at("/info/x-codes-elsewhere").forEach(code -> here.remove(code.asText()));
    return here;
  }

  @Test
  void examplesAreAsDescribed() {
    List<String> wrong = new ArrayList<>();
    int seen = check(document, wrong);

    assertThat(seen).isGreaterThan(6);
    assertThat(wrong).isEmpty();
  }

  private static int check(JsonNode node, List<String> wrong) {
    int seen = 0;
    if (node.has("example") && node.has("schema")) {
      seen++;
      JsonNode example = node.path("example");
      schema(node.path("schema"))
          .validate(example)
          .forEach(fault -> wrong.add(example + ": " + fault));
    }
    for (JsonNode child : node) {
      seen += check(child, wrong);
    }
    return seen;
  }

  /** Without leave for fields that are not described. */
  private static JsonSchema schema(JsonNode described) {
    ObjectNode whole = Json.MAPPER.createObjectNode();
    whole.set("allOf", Json.MAPPER.createArrayNode().add(described));
    JsonNode components = document.path("components").deepCopy();
    for (JsonNode parent : components.path("schemas").findParents("properties")) {
      ((ObjectNode) parent).put("additionalProperties", false);
    }
    whole.set("components", components);
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole);
  }

  @Test
  void whatNeedsNoKeyIsSaid() throws Exception {
    List<String> wrong = new ArrayList<>();
    try (HttpService http = serve(Map.of());
        HttpClient client = HttpClient.newHttpClient()) {
      for (Operation operation : operations()) {
        boolean withoutKey = operation.described.path("security").isArray();
        String path = operation.path.replaceAll("\\{\\w+}", "1");
        int status = ask(client, http, operation.method, path).statusCode();
        if (withoutKey == (status == 401)) {
          wrong.add("%s answers %d without a key".formatted(operation, status));
        }
      }
    }

    assertThat(document.path("security")).hasSize(2);
    assertThat(wrong).isEmpty();
  }
}
