package io.winnow.gateway.load;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.gateway.spool.SpoolFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A loader whose producer does what a test says, and the lists that it loads. */
abstract class LoaderFixture {
  static final int TRANSACTION_ROWS = 10;

  @TempDir Path root;
  SpoolFixture lists;
  final ScriptedProducer producer = new ScriptedProducer();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final UnverifiedRows unverified = new UnverifiedRows(0);
  Loader loader;

  @BeforeEach
  void start() {
    lists = new SpoolFixture(root);
    loader = loader(unverified);
    loader.init();
  }

  Loader loader(UnverifiedRows bound) {
    ScriptedProducers one = new ScriptedProducers(producer);
    return new Loader(one, one, bound, SpoolFixture.LIMITS, TRANSACTION_ROWS, meters);
  }

  @AfterEach
  void stop() {
    loader.close();
    lists.close();
  }

  void turns(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      loader.turn();
    }
  }

  static JobEvent mark(long job, long rows) {
    return new JobEvent.LoadedUpTo(JobEvent.VERSION, new JobId(job), rows);
  }

  static List<Long> rows(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
