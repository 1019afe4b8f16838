package io.winnow.systemtests.page;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.winnow.contracts.json.Json;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium with one tab. It notes what the page asks for and what goes wrong in it. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final DevTools tab;

  private Chromium(Process process, Path directory) throws Exception {
    this.process = process;
    Path place = directory.resolve("DevToolsActivePort");
    await().atMost(STARTS_WITHIN).until(() -> Files.exists(place) && Files.size(place) > 10);
    String port = Files.readAllLines(place).getFirst();
    URI tabs = URI.create("http://127.0.0.1:" + port + "/json/list");
    String url =
        await()
            .atMost(STARTS_WITHIN)
            .until(() -> firstTab(tabs), Optional::isPresent)
            .orElseThrow();
    this.tab = new DevTools(client, URI.create(url), this::note);
    for (String part : List.of("Page", "Runtime", "Log", "Network", "DOM")) {
      var _ = tab.send(part + ".enable", "{}");
    }
  }

  /** Where it is installed; empty when it is not. */
  static Optional<Path> installed() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param directory empty; for its profile
   */
  static Chromium start(Path program, Path directory) throws Exception {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + directory,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return new Chromium(process, directory);
    } catch (Exception e) {
      end(process);
      throw e;
    }
  }

  private Optional<String> firstTab(URI tabs) throws IOException, InterruptedException {
    String json =
        client
            .send(HttpRequest.newBuilder(tabs).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    for (JsonNode one : Json.MAPPER.readTree(json)) {
      if (one.path("type").asText().equals("page")) {
        return Optional.of(one.path("webSocketDebuggerUrl").asText());
      }
    }
    return Optional.empty();
  }

  private void note(String event, JsonNode what) {
    switch (event) {
      case "Network.requestWillBeSent" -> asked.add(what.at("/request/url").asText());
      case "Runtime.exceptionThrown" -> faults.add(what.path("exceptionDetails").toString());
      case "Log.entryAdded" -> {
        // an answer such as 401 is no fault of the page
        if (!what.at("/entry/source").asText().equals("network")) {
          faults.add(what.at("/entry/text").asText());
        }
      }
      default -> {
        // of no interest
      }
    }
  }

  /** Every URL that was asked for since the last call. */
  List<String> asked() {
    List<String> urls = List.copyOf(asked);
    asked.clear();
    return urls;
  }

  /** What went wrong in the page since the last call: exceptions, violations of its policy. */
  List<String> faults() {
    List<String> found = List.copyOf(faults);
    faults.clear();
    return found;
  }

  /** Opens a page anew, also when it is the one that is open. */
  void open(String url) {
    var _ = tab.send("Page.navigate", "{\"url\": \"about:blank\"}");
    until("location.href === 'about:blank'");
    var _ = tab.send("Page.navigate", "{\"url\": \"%s\"}".formatted(url));
    until("location.href !== 'about:blank' && document.readyState === 'complete'");
  }

  /** The value of an expression in JavaScript, promises awaited. */
  JsonNode get(String expression) {
    JsonNode answer =
        tab.send(
            "Runtime.evaluate",
            Json.MAPPER
                .createObjectNode()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true)
                .put("userGesture", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.at("/result/value");
  }

  /** The same as text. */
  String text(String expression) {
    return get(expression).asText();
  }

  /** Waits until an expression is true. */
  void until(String expression) {
    await(expression)
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(25))
        .until(() -> get("Boolean(" + expression + ")").asBoolean());
  }

  /** Presses what a selector finds, once it is there. */
  void press(String selector) {
    until("document.querySelector(%s)".formatted(quoted(selector)));
    var _ = get("document.querySelector(%s).click()".formatted(quoted(selector)));
  }

  /** Types into a field. */
  void type(String selector, String text) {
    var _ = get("document.querySelector(%s).focus()".formatted(quoted(selector)));
    var _ = tab.send("Input.insertText", Json.MAPPER.createObjectNode().put("text", text));
  }

  /** Presses a key that is no letter. */
  void key(String name, int code) {
    for (String kind : List.of("rawKeyDown", "keyUp")) {
      var _ =
          tab.send(
              "Input.dispatchKeyEvent",
              Json.MAPPER
                  .createObjectNode()
                  .put("type", kind)
                  .put("key", name)
                  .put("code", name)
                  .put("windowsVirtualKeyCode", code));
    }
  }

  /** Chooses a file as if with the browser's own dialog. */
  void choose(String selector, Path file) {
    int root = tab.send("DOM.getDocument", "{}").path("root").path("nodeId").asInt();
    JsonNode found =
        tab.send(
            "DOM.querySelector",
            Json.MAPPER.createObjectNode().put("nodeId", root).put("selector", selector));
    var _ =
        tab.send(
            "DOM.setFileInputFiles",
            Json.MAPPER
                .createObjectNode()
                .put("nodeId", found.path("nodeId").asInt())
                .set("files", Json.MAPPER.createArrayNode().add(file.toString())));
  }

  /** Drops a file on what a selector finds, as if it came from the desktop. */
  void drop(String selector, Path file) {
    JsonNode place =
        get(
            """
            (() => { const box = document.querySelector(%s).getBoundingClientRect();
              return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; })()
            """
                .formatted(quoted(selector)));
    for (String kind : List.of("dragEnter", "dragOver", "drop")) {
      ObjectNode event =
          Json.MAPPER
              .createObjectNode()
              .put("type", kind)
              .put("x", place.path("x").asDouble())
              .put("y", place.path("y").asDouble());
      ObjectNode data = event.putObject("data").put("dragOperationsMask", 1);
      data.putArray("items");
      data.putArray("files").add(file.toString());
      var _ = tab.send("Input.dispatchDragEvent", event);
    }
  }

  /** Where downloads go. */
  void downloadTo(Path directory) {
    var _ =
        tab.send(
            "Browser.setDownloadBehavior",
            Json.MAPPER
                .createObjectNode()
                .put("behavior", "allow")
                .put("downloadPath", directory.toString()));
  }

  /** Gives the page another width in pixels, and light or dark. */
  void look(int width, String scheme) {
    var _ =
        tab.send(
            "Emulation.setDeviceMetricsOverride",
            "{\"width\": %d, \"height\": 844, \"deviceScaleFactor\": 1, \"mobile\": %b}"
                .formatted(width, width < 600));
    var _ =
        tab.send(
            "Emulation.setEmulatedMedia",
            """
            {"features": [{"name": "prefers-color-scheme", "value": "%s"},
                          {"name": "prefers-reduced-motion", "value": "reduce"}]}
            """
                .formatted(scheme));
  }

  /** A text as JavaScript has it. */
  static String quoted(String text) {
    return Json.MAPPER.getNodeFactory().textNode(text).toString();
  }

  @Override
  public void close() {
    tab.close();
    client.close();
    end(process);
  }

  private static void end(Process process) {
    try (Stream<ProcessHandle> children = process.descendants()) {
      List<ProcessHandle> all = children.toList();
      process.destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
    }
    var _ = process.onExit().join();
  }
}
