package io.winnow.systemtests.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.Status;
import io.winnow.kit.dialect.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages of the dialects show works, and all ways lead to the same verdicts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DialectsTest {
  private static final Path PAGES = Path.of("../../docs/dialects");
  private static final Pattern SHELL =
      Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir static Path directory;
  private DialectServer server;
  private Map<String, Seen> natively;

  /** An address for each verdict that there is, and some that are none. */
  private final List<String> addresses = new ArrayList<>();

  @BeforeAll
  void serve() throws Exception {
    server = new DialectServer(directory);
    Arrays.stream(Reason.values())
        .filter(reason -> reason.status() != Status.SKIPPED)
        .forEach(reason -> addresses.add(reason.wireName() + "@sandbox.winnow.test"));
    addresses.addAll(List.of("nobody", "a@[192.0.2.1]", "anna@x.localhost", "x@no domain"));
    natively = Door.natively(server, addresses);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static List<String> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theSessionOfAPageWorks(String page) throws Exception {
    List<String> blocks =
        SHELL
            .matcher(Files.readString(PAGES.resolve(page)))
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(blocks).as("%s shows a session in a block of sh", page).isNotEmpty();
    Path place = Files.createDirectory(directory.resolve("session-" + page));
    Path script = place.resolve("session.sh");
    Files.writeString(script, "set -euxo pipefail\n" + String.join("\n", blocks));

    ProcessBuilder shell =
        new ProcessBuilder("bash", script.toString())
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(place.resolve("output").toFile());
    shell.environment().put("WINNOW", server.url());
    shell.environment().put("KEY", server.key());
    Process session = shell.start();
    boolean ended = session.waitFor(2, TimeUnit.MINUTES);
    session.destroyForcibly();

    String output = Files.readString(place.resolve("output"), StandardCharsets.UTF_8);
    assertThat(ended).as(output).isTrue();
    assertThat(session.exitValue()).as(output).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aListGetsTheSameVerdictsAsByTheNativeWay(Door door) throws Exception {
    Map<String, String> expected = new HashMap<>();
    natively.forEach((address, seen) -> expected.put(address, door.word(seen)));

    assertThat(expected).hasSameSizeAs(addresses);
    assertThat(door.verify(server, addresses)).isEqualTo(expected);
  }
}
