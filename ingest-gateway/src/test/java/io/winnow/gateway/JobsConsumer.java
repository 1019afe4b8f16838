package io.winnow.gateway;

import io.winnow.contracts.Job;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads a table of jobs that stays as it is. */
final class JobsConsumer extends MockConsumer<byte[], byte[]> {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.JOBS_TABLE.name(), 0);

  JobsConsumer(List<Job> jobs) {
    super("earliest");
    Node[] nobody = {};
    updatePartitions(
        PARTITION.topic(),
        List.of(new PartitionInfo(PARTITION.topic(), 0, Node.noNode(), nobody, nobody)));
    updateBeginningOffsets(Map.of(PARTITION, 0L));
    updateEndOffsets(Map.of(PARTITION, (long) jobs.size()));
    JsonSerde<Job> serde = new JsonSerde<>(Job.class);
    schedulePollTask(
        () -> {
          long offset = 0;
          for (Job job : jobs) {
            addRecord(
                new ConsumerRecord<>(
                    PARTITION.topic(),
                    0,
                    offset++,
                    job.id().toString().getBytes(StandardCharsets.UTF_8),
                    serde.serialize(PARTITION.topic(), job)));
          }
        });
  }

  /** As a real one does, it takes its time when there is nothing. */
  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> found = super.poll(timeout);
    if (found.isEmpty()) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    return found;
  }
}
