package io.winnow.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.JobId;
import io.winnow.contracts.json.Json;
import io.winnow.kit.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

@Isolated
class LoggingTest {
  private static final Logger winnow = LoggerFactory.getLogger("io.winnow.gateway.Spool");
  private static final Logger library = LoggerFactory.getLogger("org.example.Library");

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream before = System.err;

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(before);
    configure(Map.of());
  }

  @Test
  void winnowLogsFromInfoOnAndLibrariesFromWarnOn() {
    configure(Map.of());

    winnow.info("spooled {} rows", 7);
    winnow.debug("hidden");
    library.info("hidden");
    library.warn("slow");

    assertThat(lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("\\d{4}-\\d\\d-\\d\\d [\\d:.]{12} INFO Spool: spooled 7 rows"),
            line -> assertThat(line).endsWith(" WARN Library: slow"));
  }

  @Test
  void levelsAreSetByTheOperator() {
    configure(
        Map.of(
            "winnow.log.level", "debug",
            "winnow.log.levels", "org.example=info, io.winnow.gateway.Spool=off"));

    library.info("shown");
    winnow.error("hidden");
    LoggerFactory.getLogger("io.winnow.Other").debug("shown too");

    assertThat(lines()).hasSize(2);
  }

  @Test
  void noiseIsSilencedUnlessTheOperatorWantsToHearIt() {
    configure(Map.of());
    Logging.level("org.example.Library", "off");
    library.error("hidden");
    assertThat(lines()).isEmpty();

    configure(Map.of("winnow.log.levels", "org.example.Library=error"));
    Logging.level("org.example.Library", "off");
    library.error("shown");
    assertThat(lines()).hasSize(1);
  }

  @Test
  void theIdOfTheRequestStandsInTheLine() {
    configure(Map.of());

    try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", "17")) {
      winnow.warn("late");
    }

    assertThat(lines()).singleElement().asString().endsWith("WARN Spool request_id=17: late");
  }

  @Test
  void theIdOfTheJobIsAFieldOfItsOwn() throws Exception {
    configure(Map.of("winnow.log.format", "json"));

    winnow.info("job {} is loaded with {} rows", new JobId(230), 7);
    winnow.info("{} jobs", 230);

    assertThat(lines()).hasSize(2);
    JsonNode first = Json.MAPPER.readTree(lines().getFirst());
    assertThat(first.at("/kvpList/0/job").asText()).isEqualTo("230");
    assertThat(first.get("formattedMessage").asText()).isEqualTo("job 230 is loaded with 7 rows");
    assertThat(lines().getLast()).doesNotContain("\"job\"");
  }

  @Test
  void noTextCanPassForALineOfItsOwn() {
    configure(Map.of());

    winnow.warn("name {}", "a\n2026-01-01 00:00:00.000 ERROR Fake: gone\r\n\u001b[31mred");

    assertThat(lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("name a"),
            line -> assertThat(line).isEqualTo("    2026-01-01 00:00:00.000 ERROR Fake: gone"),
            line -> assertThat(line).isEqualTo("    ?[31mred"));
  }

  @Test
  void aFailureIsLoggedWithItsTraceIndented() {
    configure(Map.of());

    winnow.error("cannot spool", new IllegalStateException("disk full"));

    assertThat(lines().get(1)).isEqualTo("    java.lang.IllegalStateException: disk full");
    assertThat(lines()).hasSizeGreaterThan(3).anyMatch(line -> line.contains("at io.winnow"));
  }

  @Test
  void jsonIsOneObjectALine() throws Exception {
    configure(Map.of("winnow.log.format", "json"));

    try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", "17")) {
      winnow.warn("name {}", "\"quoted\"\nbroken", new IllegalStateException("disk full"));
    }

    assertThat(lines()).hasSize(1);
    JsonNode json = Json.MAPPER.readTree(lines().getFirst());
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("loggerName").asText()).isEqualTo("io.winnow.gateway.Spool");
    assertThat(json.path("formattedMessage").asText()).isEqualTo("name \"quoted\"\nbroken");
    assertThat(json.path("mdc").path("request_id").asText()).isEqualTo("17");
    assertThat(json.path("throwable").path("message").asText()).isEqualTo("disk full");
  }

  private static void configure(Map<String, String> settings) {
    Logging.configure(Settings.of(settings));
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
