package io.winnow.gateway.dialect.pardot;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.lab.golden.GoldenExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Each request after the other, against one directory; the names of the files are the order. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PardotExchangesTest {
  private ServedPardot server;

  @BeforeAll
  void serve() {
    server = new ServedPardot();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> exchanges() throws IOException {
    List<GoldenExchange> exchanges =
        GoldenExchange.in(Path.of("src/test/resources/exchanges/pardot"));
    assertThat(exchanges).hasSizeGreaterThan(60);
    return exchanges.stream()
        .map(exchange -> DynamicTest.dynamicTest(exchange.name(), () -> play(exchange)));
  }

  private void play(GoldenExchange exchange) throws IOException {
    GoldenExchange.Played played = exchange.play(server.port(), server.variables());

    assertThat(played.actual()).isEqualTo(played.expected());
    server.verify(Reason.ACCEPTED_MAILBOX);
  }
}
