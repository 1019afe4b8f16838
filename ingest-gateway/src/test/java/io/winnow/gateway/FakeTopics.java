package io.winnow.gateway;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.gateway.feed.AnswersConsumer;
import io.winnow.gateway.feed.LogEnds;
import io.winnow.gateway.feed.TimedConsumer;
import io.winnow.gateway.load.RowProducers;
import io.winnow.gateway.load.ScriptedProducer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of one process, with an admission that answers as a test says. */
final class FakeTopics implements GatewayClients {
  private final JsonSerde<Submission> submissions = new JsonSerde<>(Submission.class);
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);
  private final TimedConsumer consumer = new TimedConsumer();

  /** Verdicts for whoever waits for them. */
  final AnswersConsumer answers = new AnswersConsumer();

  /** Rows and marks of this process. */
  final ScriptedProducer rows = new ScriptedProducer();

  /** Events of this process outside of transactions. */
  final List<JobEvent> announced = new CopyOnWriteArrayList<>();

  /** Events that were put on the topic from elsewhere. */
  private final List<JobEvent> logged = new CopyOnWriteArrayList<>();

  /** Every submission of this process. */
  final List<Submission> submitted = new ArrayList<>();

  /** Nonces of what earlier processes submitted. */
  private final Set<String> known = new HashSet<>();

  /** The table of jobs, before the gateway starts. */
  final List<Job> jobs = new ArrayList<>();

  /** Transactional id's part that is the gateway's. */
  String gatewayId = "";

  /** What admission answers; null for nothing. */
  Function<Submission, JobEvent> admission =
      submission -> new JobEvent.Admitted(JobEvent.VERSION, submission.job(), submission);

  private final MockProducer<String, byte[]> announcements =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
        @Override
        public synchronized Future<RecordMetadata> send(
            ProducerRecord<String, byte[]> sent, Callback callback) {
          if (sent.topic().equals(Topics.SUBMISSIONS.name())) {
            answer(submissions.deserialize(sent.topic(), sent.value()));
          } else {
            announced.add(events.deserialize(sent.topic(), sent.value()));
          }
          return super.send(sent, callback);
        }
      };

  private void answer(Submission submission) {
    submitted.add(submission);
    JobEvent answer = admission.apply(submission);
    if (answer != null) {
      log(answer);
    }
  }

  /** Puts an event on the topic, from an earlier time or from elsewhere. */
  void log(JobEvent event) {
    logged.add(event);
    consumer.add(event, System.currentTimeMillis());
  }

  /** The topics as a process finds them that starts after this one has died. */
  FakeTopics afterCrash() {
    FakeTopics next = new FakeTopics();
    next.known.addAll(known);
    submitted.forEach(submission -> next.known.add(submission.nonce()));
    submitted.forEach(
        submission -> {
          JobEvent answer = admission.apply(submission);
          if (answer != null) {
            next.log(answer);
          }
        });
    announced.forEach(next::log);
    rows.events().forEach(next::log);
    return next;
  }

  @Override
  public RowProducers rows(String id) {
    gatewayId = id;
    return new RowProducers() {
      @Override
      public Producer<String, byte[]> open() {
        return rows;
      }

      @Override
      public Duration transactionTimeout() {
        return Duration.ofMinutes(1);
      }
    };
  }

  @Override
  public Producer<String, byte[]> submissions() {
    return announcements;
  }

  @Override
  public Consumer<byte[], byte[]> committed() {
    return consumer;
  }

  /** How often marks were looked for. */
  final AtomicInteger looked = new AtomicInteger();

  /** How often Kafka fails before it tells of marks. */
  int failures;

  @Override
  public Consumer<byte[], byte[]> marks() {
    if (failures > 0) {
      failures--;
      throw new TimeoutException("away");
    }
    looked.incrementAndGet();
    TimedConsumer events = new TimedConsumer();
    logged.forEach(event -> events.add(event, System.currentTimeMillis()));
    rows.events().forEach(event -> events.add(event, System.currentTimeMillis()));
    return events;
  }

  @Override
  public Consumer<byte[], byte[]> answers() {
    return answers;
  }

  @Override
  public Consumer<byte[], byte[]> jobs() {
    return new JobsConsumer(jobs);
  }

  @Override
  public Set<String> submittedSince(Instant since) {
    return Set.copyOf(known);
  }

  @Override
  public LogEnds ends() {
    return partitions ->
        consumer.endOffsets(partitions).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
