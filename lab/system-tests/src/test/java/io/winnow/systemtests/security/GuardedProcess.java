package io.winnow.systemtests.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.gateway.GatewayRights;
import io.winnow.kit.kafka.Rights;
import io.winnow.kit.settings.Setting;
import io.winnow.sink.SinkRights;
import io.winnow.systemtests.WinnowProcess;
import io.winnow.verifier.VerifierRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A service in a process of its own, as its operator starts it: with settings in a file, and as a
 * user of its own. Killed on close.
 */
final class GuardedProcess implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile(".*listening on (http://[0-9.:]+)\\s*");

  private final Kind kind;
  private final WinnowProcess process;

  private GuardedProcess(Kind kind, WinnowProcess process) {
    this.kind = kind;
    this.process = process;
  }

  /** Which service it is. */
  enum Kind {
    GATEWAY,
    VERIFIER,
    SINK;

    Rights rights() {
      return switch (this) {
        case GATEWAY -> GatewayRights.ALL;
        case VERIFIER -> VerifierRights.ALL;
        case SINK -> SinkRights.ALL;
      };
    }

    private Set<String> settings() {
      List<Setting<?>> known =
          switch (this) {
            case GATEWAY -> io.winnow.gateway.Main.SETTINGS;
            case VERIFIER -> io.winnow.verifier.Main.SETTINGS;
            case SINK -> io.winnow.sink.Main.SETTINGS;
          };
      return known.stream().map(Setting::key).collect(Collectors.toSet());
    }

    private String command() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Starts one.
   *
   * @param directory for its files, which no other process has
   * @param login how it gets into the cluster
   * @param settings of which it gets those that it understands
   */
  static GuardedProcess start(
      Kind kind,
      GuardedCluster cluster,
      Path directory,
      Map<String, String> login,
      Map<String, String> settings)
      throws IOException {
    Files.createDirectories(directory);
    Map<String, String> own = new HashMap<>(settings);
    own.put("winnow.http.port", "0");
    own.put("winnow.spool.directory", directory.resolve("spool").toString());
    own.put("winnow.verifier.state-directory", directory.resolve("state").toString());
    own.put("winnow.sink.directory", directory.resolve("results").toString());
    own.put("winnow.webhooks.state-directory", directory.resolve("webhooks").toString());
    own.keySet().retainAll(kind.settings());
    own.putAll(login);
    return new GuardedProcess(
        kind,
        WinnowProcess.start(directory, kind.command(), "--settings", cluster.file(own).toString()));
  }

  /** Returns when it serves. */
  void awaitStarted() {
    process.awaitLine(line -> line.contains(kind.rights().service() + " started in "));
  }

  /** Where it serves. */
  String url() {
    return addresses().getLast();
  }

  /** Where the admin API is, which a gateway has before it serves. */
  String adminUrl() {
    return addresses().getFirst();
  }

  private List<String> addresses() {
    return process.lines().stream()
        .map(LISTENS::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  /** Waits for its end, before which it never listened, and which is no success; its last line. */
  String lastLineOfAFailedStart() throws InterruptedException {
    int status = process.exitStatus();
    assertThat(process.lines())
        .as("status %d", status)
        .noneMatch(line -> line.contains("listening on"));
    assertThat(status).as("%s", process.lines()).isEqualTo(1);
    return process.lines().getLast();
  }

  @Override
  public void close() {
    process.close();
  }
}
