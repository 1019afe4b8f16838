package io.winnow.gateway.load;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Kafka's mock, whose commits fail as a test says, and that tells what a topic then holds. */
public final class ScriptedProducer extends MockProducer<String, byte[]> {
  private final Queue<RuntimeException> failures = new ArrayDeque<>();
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);
  private final AddressSubmittedSerde addresses = new AddressSubmittedSerde();

  private @Nullable RuntimeException atCommit;
  private @Nullable RuntimeException ended;
  private boolean lastCommitIsWritten;

  /** How often it was let go of. */
  public int closes;

  /** Transactions that were taken back. */
  public int aborts;

  public ScriptedProducer() {
    super(true, null, new StringSerializer(), new ByteArraySerializer());
  }

  /** The next commits fail so, one after the other. */
  public void failCommits(RuntimeException... next) {
    failures.addAll(Arrays.asList(next));
  }

  /**
   * The next commit is the last thing that this producer ever does.
   *
   * @param written whether it succeeds although it seems not to
   * @param end of the producer
   */
  public void endAtCommit(boolean written, RuntimeException end) {
    lastCommitIsWritten = written;
    atCommit = end;
  }

  @Override
  public void beginTransaction() {
    requireAlive();
    super.beginTransaction();
  }

  @Override
  public void commitTransaction() {
    requireAlive();
    RuntimeException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    RuntimeException last = atCommit;
    if (last != null) {
      if (lastCommitIsWritten) {
        super.commitTransaction();
      }
      ended = last;
      throw last;
    }
    super.commitTransaction();
  }

  private void requireAlive() {
    RuntimeException end = ended;
    if (end != null) {
      throw end;
    }
  }

  @Override
  public void abortTransaction() {
    requireAlive();
    super.abortTransaction();
    aborts++;
  }

  /** Is only counted, so that the next loader of a test may go on with it. */
  @Override
  public void close(Duration timeout) {
    closes++;
  }

  private List<ProducerRecord<String, byte[]>> of(String topic) {
    return history().stream().filter(sent -> sent.topic().equals(topic)).toList();
  }

  /** Committed rows, in order. */
  public List<AddressSubmitted> rows() {
    return of(Topics.ADDRESSES.name()).stream()
        .map(sent -> addresses.deserialize(sent.topic(), sent.value()))
        .toList();
  }

  /** Committed rows of a job, in order. */
  public List<Long> rowsOf(long job) {
    return rows().stream()
        .filter(row -> row.job().equals(new JobId(job)))
        .map(AddressSubmitted::row)
        .toList();
  }

  /** Keys of the committed rows, in order. */
  public List<String> rowKeys() {
    return of(Topics.ADDRESSES.name()).stream().map(ProducerRecord::key).toList();
  }

  /** Gateways that wait for the verdicts of committed rows, in order. */
  public List<String> answersTo() {
    return of(Topics.ADDRESSES.name()).stream()
        .map(sent -> sent.headers().lastHeader(Topics.ANSWER_TO_HEADER))
        .filter(Objects::nonNull)
        .map(header -> new String(header.value(), StandardCharsets.UTF_8))
        .toList();
  }

  /** Committed events, in order. */
  public List<JobEvent> events() {
    return of(Topics.JOB_EVENTS.name()).stream()
        .map(sent -> events.deserialize(sent.topic(), sent.value()))
        .toList();
  }

  /** Topics of everything that was committed, in order. */
  public List<String> topics() {
    return history().stream().map(ProducerRecord::topic).toList();
  }
}
