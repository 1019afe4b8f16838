package io.winnow.kit.kafka;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestartBudgetTest {

  @Test
  void aThreadIsReplacedFiveTimesAndNoMore() {
    RestartBudget budget = new RestartBudget("test");

    for (int death = 1; death <= 5; death++) {
      assertThat(budget.handle(new StreamsException("broken"))).isEqualTo(REPLACE_THREAD);
    }

    assertThat(budget.handle(new StreamsException("broken"))).isEqualTo(SHUTDOWN_CLIENT);
  }

  static Stream<Throwable> errors() {
    Error error = new OutOfMemoryError("full");
    return Stream.of(
        error, new StreamsException(error), new StreamsException(new IllegalStateException(error)));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorOfTheJvmStopsTheApplicationHoweverDeepItIsWrapped(Throwable failure) {
    assertThat(new RestartBudget("test").handle(failure)).isEqualTo(SHUTDOWN_CLIENT);
  }
}
