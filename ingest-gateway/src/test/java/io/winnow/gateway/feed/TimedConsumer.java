package io.winnow.gateway.feed;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Kafka's mock over logs that are there before it is assigned, and that it can search by time. */
public final class TimedConsumer extends MockConsumer<byte[], byte[]> {
  public static final TopicPartition EVENTS = new TopicPartition(Topics.JOB_EVENTS.name(), 0);
  public static final TopicPartition JOBS = new TopicPartition(Topics.JOBS_TABLE.name(), 0);

  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);
  private final JsonSerde<Job> jobs = new JsonSerde<>(Job.class);
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs =
      new HashMap<>(Map.of(EVENTS, new ArrayList<>(), JOBS, new ArrayList<>()));
  private boolean assigned;

  public TimedConsumer() {
    super("earliest");
    for (TopicPartition partition : logs.keySet()) {
      updatePartitions(
          partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, null, null)));
    }
    updateOffsets();
  }

  /** The event is in the log, now or when the consumer comes to it. */
  public synchronized void add(JobEvent event, long timestamp) {
    add(EVENTS, events.serialize(EVENTS.topic(), event), timestamp);
  }

  /** The state is in the log, now or when the consumer comes to it. */
  public synchronized void add(Job job, long timestamp) {
    add(JOBS, jobs.serialize(JOBS.topic(), job), timestamp);
  }

  /** Bytes that nobody can read. */
  public synchronized void addGarbage() {
    add(EVENTS, "{".getBytes(StandardCharsets.UTF_8), 0);
  }

  private void add(TopicPartition partition, byte[] value, long timestamp) {
    List<ConsumerRecord<byte[], byte[]>> log = logs.get(partition);
    ConsumerRecord<byte[], byte[]> next =
        new ConsumerRecord<>(
            partition.topic(),
            0,
            log.size(),
            timestamp,
            TimestampType.CREATE_TIME,
            0,
            value.length,
            new byte[0],
            value,
            new RecordHeaders(),
            Optional.empty());
    log.add(next);
    updateOffsets();
    if (assigned) {
      addRecord(next);
    }
  }

  private void updateOffsets() {
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<TopicPartition, Long> beginnings = new HashMap<>();
    logs.forEach(
        (partition, log) -> {
          ends.put(partition, (long) log.size());
          beginnings.put(partition, 0L);
        });
    updateEndOffsets(ends);
    updateBeginningOffsets(beginnings);
  }

  @Override
  public synchronized void assign(Collection<TopicPartition> partitions) {
    super.assign(partitions);
    assigned = true;
    logs.values().forEach(log -> log.forEach(this::addRecord));
  }

  @Override
  public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> times) {
    Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
    times.forEach(
        (partition, time) ->
            found.put(
                partition,
                logs.get(partition).stream()
                    .filter(next -> next.timestamp() >= time)
                    .findFirst()
                    .map(next -> new OffsetAndTimestamp(next.offset(), next.timestamp()))
                    .orElse(null)));
    return found;
  }
}
