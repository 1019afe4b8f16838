package io.winnow.sink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.sink.fixtures.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobTableTest {
  private static final String TOPIC = Topics.JOBS_TABLE.name();
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  private final JsonSerde<Job> serde = new JsonSerde<>(Job.class);
  private final ConcurrentLinkedQueue<MockConsumer<byte[], byte[]>> consumers =
      new ConcurrentLinkedQueue<>();
  private final AtomicInteger consumersMade = new AtomicInteger();
  private final JobViews views = new JobViews();
  private final JobTable table = new JobTable(views, this::next, Duration.ofMillis(10));

  @AfterEach
  void stop() {
    table.close();
  }

  @Test
  void itHasCaughtUpWhenAllThatWasThereAtTheStartIsRead() {
    MockConsumer<byte[], byte[]> consumer = consumer(2);
    table.start();
    feed(consumer, record(0, 1, serde.serialize(null, job(1, JobState.RUNNING))));
    await().until(() -> views.job(new JobId(1)).isPresent());
    assertThat(table.caughtUp()).isFalse();
    assertThat(table.notReady()).isPresent();

    feed(consumer, record(1, 2, serde.serialize(null, job(2, JobState.RUNNING))));

    await().until(table::caughtUp);
    await().until(() -> table.notReady().isEmpty());
    assertThat(views.job(new JobId(2))).isPresent();
  }

  @Test
  void anEmptyTableIsCaughtUpWithAtOnce() {
    consumer(0);

    table.start();

    await().until(table::caughtUp);
  }

  @Test
  void aTombstoneTakesTheJobAway() {
    MockConsumer<byte[], byte[]> consumer = consumer(0);
    table.start();
    feed(consumer, record(0, 1, serde.serialize(null, job(1, JobState.RUNNING))));
    await().until(() -> views.job(new JobId(1)).isPresent());

    feed(consumer, record(1, 1, null));

    await().until(() -> views.job(new JobId(1)).isEmpty());
  }

  @Test
  void aRecordThatIsNoJobIsPassedOver() {
    MockConsumer<byte[], byte[]> consumer = consumer(0);
    table.start();

    feed(consumer, record(0, 1, "{".getBytes(StandardCharsets.UTF_8)));
    feed(
        consumer,
        new ConsumerRecord<>(TOPIC, 0, 1, "no id".getBytes(StandardCharsets.UTF_8), null));
    feed(consumer, record(2, 3, serde.serialize(null, job(3, JobState.RUNNING))));

    await().until(() -> views.job(new JobId(3)).isPresent());
  }

  @Test
  void itGoesOnWhereItWasAfterKafkaHasFailed() {
    MockConsumer<byte[], byte[]> first = consumer(1);
    MockConsumer<byte[], byte[]> second = consumer(2);
    table.start();
    feed(first, record(0, 1, serde.serialize(null, job(1, JobState.RUNNING))));
    await().until(table::caughtUp);
    feed(second, record(1, 2, serde.serialize(null, job(2, JobState.RUNNING))));

    first.setPollException(new KafkaException("the broker is gone"));

    await().until(() -> views.job(new JobId(2)).isPresent());
    await().until(() -> table.notReady().isEmpty());
    assertThat(consumersMade).hasValue(2);
    assertThat(views.job(new JobId(1))).isPresent();
    assertThat(first.closed()).isTrue();
  }

  @Test
  void itSaysWhyItIsNotReady() {
    MockConsumer<byte[], byte[]> consumer = consumer(1);
    consumer.setPollException(new KafkaException("the broker is gone"));
    consumer(5);

    table.start();

    await().until(() -> table.notReady().orElse("").contains("the broker is gone"));
  }

  private MockConsumer<byte[], byte[]> next() {
    consumersMade.incrementAndGet();
    return consumers.remove();
  }

  private MockConsumer<byte[], byte[]> consumer(long end) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updatePartitions(
        TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    consumers.add(consumer);
    return consumer;
  }

  private static void feed(
      MockConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
    consumer.schedulePollTask(() -> consumer.addRecord(record));
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, long id, byte[] value) {
    return new ConsumerRecord<>(
        TOPIC, 0, offset, Long.toString(id).getBytes(StandardCharsets.UTF_8), value);
  }

  private static Job job(long id, JobState state) {
    return Samples.job(id, 3, state, Samples.LAYOUT);
  }
}
