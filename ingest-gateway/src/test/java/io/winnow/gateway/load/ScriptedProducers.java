package io.winnow.gateway.load;

import io.winnow.contracts.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Producers of one transactional id, and the marks that all of them have left. */
final class ScriptedProducers implements RowProducers, MarksReader {
  private final Queue<ScriptedProducer> prepared = new ArrayDeque<>();
  private final List<ScriptedProducer> opened = new ArrayList<>();
  private final Queue<KafkaException> silences = new ArrayDeque<>();

  /** After which a fenced producer may be one that was slow. */
  Duration transactionTimeout = Duration.ofMinutes(1);

  /** What others have said. */
  final List<JobEvent> elsewhere = new ArrayList<>();

  /** Which marks were asked for. */
  final List<Instant> asked = new ArrayList<>();

  ScriptedProducers(ScriptedProducer... first) {
    prepared.addAll(Arrays.asList(first));
  }

  /** The next looks at the marks fail so. */
  void failToTell(KafkaException... next) {
    silences.addAll(Arrays.asList(next));
  }

  @Override
  public Producer<String, byte[]> open() {
    ScriptedProducer next = prepared.isEmpty() ? new ScriptedProducer() : prepared.remove();
    opened.add(next);
    return next;
  }

  @Override
  public Duration transactionTimeout() {
    return transactionTimeout;
  }

  @Override
  public Marks since(Instant since) {
    asked.add(since);
    KafkaException silence = silences.poll();
    if (silence != null) {
      throw silence;
    }
    Marks marks = new Marks();
    elsewhere.forEach(marks::happened);
    events().forEach(marks::happened);
    return marks;
  }

  int opened() {
    return opened.size();
  }

  /** Committed rows of a job, in order. */
  List<Long> rowsOf(long job) {
    return opened.stream().flatMap(producer -> producer.rowsOf(job).stream()).toList();
  }

  /** Committed events, in order. */
  List<JobEvent> events() {
    return opened.stream().flatMap(producer -> producer.events().stream()).toList();
  }
}
