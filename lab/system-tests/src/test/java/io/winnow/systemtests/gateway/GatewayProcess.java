package io.winnow.systemtests.gateway;

import io.winnow.systemtests.WinnowProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A gateway in a process that can be killed. */
final class GatewayProcess implements AutoCloseable {
  private final WinnowProcess process;

  private GatewayProcess(WinnowProcess process) {
    this.process = process;
    process.awaitLine(line -> line.startsWith(GatewayServer.SERVES));
  }

  /** Returns when it serves. */
  static GatewayProcess start(Path temporary, Map<String, String> settings) throws IOException {
    return new GatewayProcess(
        WinnowProcess.startClass(
            temporary,
            settings.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        one -> one.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                        Map.Entry::getValue)),
            GatewayServer.class.getName()));
  }

  String url() {
    return process.lines().stream()
        .filter(line -> line.startsWith(GatewayServer.SERVES))
        .findFirst()
        .orElseThrow()
        .substring(GatewayServer.SERVES.length());
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
