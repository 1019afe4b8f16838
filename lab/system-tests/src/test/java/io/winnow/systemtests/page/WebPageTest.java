package io.winnow.systemtests.page;

import static io.winnow.systemtests.page.Chromium.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page as people use it, in a real browser. Without one these tests are skipped, unless {@code
 * -Dwinnow.browser=required} says that there must be one.
 */
class WebPageTest {
  private static final String AXE = "/axe.min.js";

  @TempDir static Path profile;
  @TempDir static Path files;

  private static PageServer server;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = Chromium.installed();
    if (program.isEmpty()) {
      String missing = "THE WEB PAGE IS NOT TESTED: there is no Chromium here; install chromium";
      assertThat(System.getProperty("winnow.browser", "")).as(missing).isNotEqualTo("required");
      System.err.println(missing);
      abort(missing);
    }
    server = new PageServer();
    browser = Chromium.start(program.get(), profile);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void look() {
    browser.look(1280, "light");
  }

  @AfterEach
  void thePageKeepsItsOwnRulesAndAsksNobodyElse() {
    if (browser == null) {
      return;
    }
    assertThat(browser.asked())
        .isNotEmpty()
        .allMatch(
            url ->
                url.startsWith(server.open())
                    || url.startsWith(server.locked())
                    || url.startsWith("blob:" + server.locked())
                    || url.equals("about:blank"));
    assertThat(browser.faults()).as("exceptions and violations of the policy").isEmpty();
  }

  @Test
  void aListIsChosenPreviewedStartedWatchedFilteredAndDownloaded() throws Exception {
    Path list =
        file(
            "customers.csv",
            "name,email",
            "Ann,ann@firm.mx.lab.test",
            "Bob,bob@gone.nxdomain.lab.test",
            "Cy,not an address",
            "Dee,dee@firm.mx.lab.test");
    browser.open(server.open());
    browser.until("!document.getElementById('no-jobs').hidden || document.querySelector('.entry')");
    nothingSeriousIsWrong("the start");

    browser.choose("#file", list);
    browser.until("document.getElementById('go')");
    assertThat(browser.text("document.getElementById('preview').textContent"))
        .contains("customers.csv", "4 rows", "separated by commas", "email (column 2)");
    nothingSeriousIsWrong("the preview");
    browser.press("#go");
    untilState("completed");

    assertThat(browser.text("document.querySelector('.percent').textContent")).isEqualTo("100 %");
    assertThat(browser.text("document.querySelector('.statuses').textContent"))
        .contains("undeliverable250.0 %", "unknown250.0 %");
    browser.until("document.querySelectorAll('.rows tbody tr').length === 4");
    nothingSeriousIsWrong("a finished list");

    browser.press(".bars [data-key=domain_not_found] button");
    browser.until("document.querySelectorAll('.rows tbody tr').length === 1");
    assertThat(browser.text("document.querySelector('.rows tbody').textContent"))
        .contains("undeliverable", "domain not found", "bob@gone.nxdomain.lab.test");
    assertThat(browser.text("document.querySelector('[data-format=csv]').getAttribute('href')"))
        .endsWith("/results?format=csv&reason=domain_not_found");
    browser.press(".rows .heading button");
    browser.type("#search", "dee@");
    browser.until("document.querySelectorAll('.rows tbody tr').length === 1");

    Path downloads = Files.createDirectory(files.resolve("open"));
    browser.downloadTo(downloads);
    for (String format : List.of("csv", "jsonl", "xlsx")) {
      browser.press("[data-format=%s]".formatted(format));
      Path got = downloads.resolve("customers_verified." + format);
      await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(got));
    }
    assertThat(Files.readAllLines(downloads.resolve("customers_verified.csv")))
        .hasSize(2)
        .last()
        .asString()
        .contains("Dee,dee@");
    assertThat(Files.readAllLines(downloads.resolve("customers_verified.jsonl")))
        .singleElement()
        .asString()
        .contains("\"Dee\"");
    try (ZipFile workbook = new ZipFile(downloads.resolve("customers_verified.xlsx").toFile())) {
      assertThat(workbook.getEntry("xl/worksheets/sheet1.xml")).isNotNull();
    }
  }

  @Test
  void aListIsDropped() throws Exception {
    browser.open(server.open());
    browser.until("!document.getElementById('account').hidden");

    browser.drop("#drop", file("dropped.csv", "email", "ann@firm.mx.lab.test"));

    browser.until("document.getElementById('go')");
    assertThat(browser.text("document.getElementById('preview').textContent"))
        .contains("dropped.csv", "1 row");
  }

  @Test
  void aRunningListIsWatchedCancelledAndDeleted() throws Exception {
    // names that never get an answer keep it running
    Path list =
        file(
            "slow.csv",
            Stream.concat(
                Stream.of("email"),
                Stream.of("ann@firm.mx.lab.test", "bob@silent.timeout.lab.test")));
    browser.open(server.open());
    choose(list);
    browser.press("#go");
    browser.until("document.querySelector('.percent')?.textContent === '50.0 %'");
    nothingSeriousIsWrong("a running list");
    assertThat(browser.text("document.querySelector('.told').textContent")).contains("1 of 2 rows");

    browser.press(".job-heading button");
    nothingSeriousIsWrong("a question");
    browser.press("dialog .danger");
    untilState("cancelled");
    assertThat(browser.text("document.getElementById('said').textContent"))
        .contains("slow.csv is cancelled");

    browser.until(
        "document.querySelector('.job-heading button:last-child').textContent === 'Delete'");
    browser.press(".job-heading button:last-child");
    browser.press("dialog .danger");
    browser.until("location.hash === '#/'");
    browser.until(
        "![...document.querySelectorAll('.entry')].some(e => e.textContent.includes('slow.csv'))");
  }

  @Test
  void aHundredThousandRowsAreWatchedToTheEnd() throws Exception {
    Path list =
        file(
            "large.csv",
            Stream.concat(
                Stream.of("id,email"),
                IntStream.range(0, 100_000).mapToObj(i -> i + ",person" + i + "@firm.example")));
    browser.open(server.open());
    choose(list);
    browser.press("[value=syntax]");
    var _ =
        browser.get(
            """
            window.seen = [];
            new MutationObserver(() => {
              const bar = document.querySelector('.progress progress');
              if (bar && bar.value !== window.seen.at(-1)) window.seen.push(bar.value);
            }).observe(document.getElementById('job'), { subtree: true, childList: true, attributes: true, characterData: true })
            """);
    browser.press("#go");
    untilState("completed");

    assertThat(browser.text("document.querySelector('.told').textContent"))
        .contains("100,000 of 100,000 rows");
    List<Double> seen = new ArrayList<>();
    browser.get("window.seen").forEach(value -> seen.add(value.asDouble()));
    assertThat(seen).as("the bar went on").hasSizeGreaterThan(2).isSorted().endsWith(1.0);
    browser.until("document.querySelectorAll('.rows tbody tr').length === 50");
    browser.press(".rows .actions button:last-child");
    browser.until("document.querySelector('.rows tbody td').textContent === '51'");
  }

  @Test
  void whatStrangersWroteShowsAsText() throws Exception {
    String script = "<script>window.hacked=1</script>";
    String image = "<img src=x onerror=window.hacked=2>";
    Path list =
        file(
            "<img src=x onerror=alert(1)>\u202Efdp.csv",
            "email," + image,
            "ann@firm.mx.lab.test," + script,
            "bob@firm.mx.lab.test,=HYPERLINK(1)",
            "\u202Ecy@firm.mx.lab.test," + "M".repeat(800_000));
    browser.open(server.open());
    choose(list);
    assertThat(browser.text("document.getElementById('preview').textContent"))
        .contains(image, script, "U+202E")
        .doesNotContain("null");
    browser.press("#go");
    untilState("completed");
    browser.until("document.querySelectorAll('.rows tbody tr').length === 3");

    assertThat(browser.text("document.getElementById('job').textContent"))
        .contains(script, image, "=HYPERLINK(1)", "800,000 characters", "U+202E")
        .hasSizeLessThan(20_000);
    assertThat(browser.get("document.querySelectorAll('main script, main img').length").asInt())
        .isZero();
    assertThat(browser.get("window.hacked === undefined").asBoolean()).isTrue();
    assertThat(browser.get("document.documentElement.scrollWidth <= innerWidth").asBoolean())
        .as("nothing is wider than the window")
        .isTrue();
  }

  @Test
  void aKeyIsAskedForAndStaysInTheSession() throws Exception {
    browser.open(server.locked());
    browser.until("document.querySelector('dialog #key')");
    nothingSeriousIsWrong("the question for a key");
    browser.type("#key", "wrong");
    browser.press("dialog [type=submit]");
    browser.until(
        "document.getElementById('key-refused')?.textContent.includes('the key is unknown')");
    browser.type("#key", server.key());
    browser.press("dialog [type=submit]");
    browser.until("document.getElementById('account').textContent.startsWith('demo: ')");
    assertThat(browser.text("sessionStorage.getItem('winnow-key')")).isEqualTo(server.key());
    assertThat(browser.text("document.cookie + JSON.stringify(localStorage)")).isEqualTo("{}");

    browser.press("#paste");
    browser.type("#pasted", "ann@firm.mx.lab.test\nbob@gone.nxdomain.lab.test");
    browser.press("#take-pasted");
    browser.press("#go");
    untilState("completed");
    Path downloads = Files.createDirectory(files.resolve("locked"));
    browser.downloadTo(downloads);
    browser.press(".job-heading a");
    Path csv = downloads.resolve("pasted list_verified.csv");
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(csv));
    assertThat(Files.readString(csv)).contains("bob@gone.nxdomain.lab.test,undeliverable");
  }

  @Test
  void aBadListIsRefusedWithItsLineAndTheRemedy() throws Exception {
    browser.open(server.open());
    browser.choose(
        "#file", file("bad.csv", "id,email", "1,ann@firm.mx.lab.test,x", "2,b@c.example"));
    browser.until("document.querySelector('.problem')");

    assertThat(browser.text("document.querySelector('.problem').textContent"))
        .contains("Line 2", "found 3 cells where the header has 2", "in double quotes")
        .contains("too_many_cells");
    nothingSeriousIsWrong("a problem");
  }

  @Test
  void theKeyboardReachesEverythingInOrder() {
    browser.open(server.open());
    browser.until("!document.getElementById('account').hidden");

    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      browser.key("Tab", 9);
      reached.add(browser.text("document.activeElement.id || document.activeElement.className"));
    }

    assertThat(reached)
        .containsExactly("skip", "brand", "file", "paste", "history-name", "history-state");
    assertThat(browser.get("getComputedStyle(document.activeElement).outlineStyle").asText())
        .as("what has the focus shows it")
        .isEqualTo("solid");
  }

  @Test
  void whatThePolicyForbidsIsNoticed() {
    browser.open(server.open());

    var _ =
        browser.get(
            """
            (() => { const script = document.createElement('div');
              try { script.innerHTML = '<b>markup</b>'; } catch { return true; } })()
            """);
    var _ = browser.get("fetch('http://127.0.0.2:1/').catch(() => 0)");

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(String.join("\n", browser.faults()))
                    .contains("Content Security Policy"));
    var _ = browser.asked();
    browser.open(server.open());
  }

  private static void choose(Path list) {
    browser.choose("#file", list);
    browser.until("document.getElementById('go')");
  }

  private static void untilState(String state) {
    browser.until(
        "document.querySelector('h1 .state')?.textContent === %s".formatted(quoted(state)));
  }

  private static Path file(String name, String... lines) throws Exception {
    return file(name, Stream.of(lines));
  }

  private static Path file(String name, Stream<String> lines) throws Exception {
    return Files.write(files.resolve(name), lines.toList());
  }

  /** What axe-core finds, at both widths, in light and dark. */
  private static void nothingSeriousIsWrong(String where) throws Exception {
    try (InputStream axe = WebPageTest.class.getResourceAsStream(AXE)) {
      var _ = browser.get(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; true");
    }
    for (int width : new int[] {1280, 390}) {
      for (String scheme : new String[] {"light", "dark"}) {
        browser.look(width, scheme);
        List<String> found = new ArrayList<>();
        for (JsonNode fault :
            browser.get(
                """
                axe.run(document, { resultTypes: ['violations'] })
                   .then(found => found.violations.map(one => one.impact + ' ' + one.id + ': '
                       + one.nodes.map(node => node.html.slice(0, 120) + ' ' + node.failureSummary.slice(0, 200)).join(' | ')))
                """)) {
          found.add(fault.asText());
        }
        assertThat(found).as("%s, %d pixels wide, %s", where, width, scheme).isEmpty();
      }
    }
    browser.look(1280, "light");
  }
}
