package io.winnow.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.JobIds;
import io.winnow.contracts.Level;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.spool.RetryKey;
import io.winnow.gateway.spool.SpoolFixture;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A gateway over topics that a test has its hands on. */
abstract class GatewayFixture {
  @TempDir Path root;
  final Map<String, String> settings = new HashMap<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  FakeTopics topics = new FakeTopics();
  IngestGateway gateway;

  @BeforeEach
  void open() {
    settings.put("winnow.spool.directory", root.toString());
    settings.put("winnow.gateway.transaction-rows", "10");
    settings.put("winnow.gateway.admission-timeout", "20 s");
    gateway = newGateway();
  }

  IngestGateway newGateway() {
    return new IngestGateway(
        GatewaySettings.from(Settings.of(settings)),
        topics,
        new JobIds(Clock.systemUTC(), new Random(4711)),
        meters,
        Clock.systemUTC());
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  /** The process dies, and another begins; {@code topics} is what it finds. */
  void crash() {
    gateway.close();
    topics = topics.afterCrash();
    gateway = newGateway();
  }

  static InputStream stream(String list) {
    return new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8));
  }

  static UploadRequest request(Level level) {
    return new UploadRequest("May.csv", level, new ListHints(ListFormat.CSV, null, null))
        .by("acme");
  }

  SpooledList spool(int rows) {
    return gateway.spool(request(Level.DNS), stream(SpoolFixture.list("a", rows)));
  }

  List<String> onDisk() {
    try (Stream<Path> children = Files.list(root)) {
      return children
          .map(child -> String.valueOf(child.getFileName()))
          .filter(name -> !name.equals("gateway"))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<Long> rows(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  double uploads(String outcome) {
    return meters.get("winnow.gateway.uploads").tag("outcome", outcome).counter().count();
  }

  SpooledList spoolUnder(String key, String list) {
    return gateway.spool(
        request(Level.DNS).knownBy(new RetryKey(key, List.of("level", "dns"))), stream(list));
  }
}
