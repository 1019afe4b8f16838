package io.winnow.contracts.publish;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** What the topics say of one job. Used by one thread. */
final class JobLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Function<Collection<TopicPartition>, Map<TopicPartition, Long>> ends;
  private final JsonSerde<JobEvent> events = new JsonSerde<>(JobEvent.class);
  private final JsonSerde<Job> jobs = new JsonSerde<>(Job.class);

  private JobId job = new JobId(1);
  private @Nullable String nonce;
  private @Nullable JobEvent answer;
  private long loaded;
  private long processed;
  private boolean toEnd;
  private boolean stopped;
  private JobEvent.@Nullable Failed failed;

  /**
   * @param consumer of committed records, without a group
   * @param ends where partitions really end, open transactions included
   */
  JobLog(
      Consumer<byte[], byte[]> consumer,
      Function<Collection<TopicPartition>, Map<TopicPartition, Long>> ends) {
    this.consumer = consumer;
    this.ends = ends;
  }

  /** Hears of a job from now on. */
  void follow(JobId job, String nonce) {
    List<TopicPartition> partitions = begin(job, nonce);
    consumer.seekToEnd(partitions);
    // seeking is lazy; only a position that has been asked for is settled
    partitions.forEach(consumer::position);
  }

  /** Reads all that was said of a job up to now, and hears of it from then on. */
  void recall(JobId job) {
    List<TopicPartition> partitions = begin(job, null);
    Map<TopicPartition, Long> until = ends.apply(partitions);
    consumer.seekToBeginning(partitions);
    until.forEach(
        (partition, offset) -> {
          while (consumer.position(partition) < offset) {
            poll(POLL);
          }
        });
  }

  private List<TopicPartition> begin(JobId job, @Nullable String nonce) {
    this.job = job;
    this.nonce = nonce;
    answer = null;
    loaded = 0;
    processed = 0;
    toEnd = false;
    stopped = false;
    failed = null;
    List<TopicPartition> partitions =
        List.of(partition(Topics.JOB_EVENTS.name()), partition(Topics.JOBS_TABLE.name()));
    consumer.assign(partitions);
    return partitions;
  }

  /** Where Kafka's producers put what is said of the job. */
  private TopicPartition partition(String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      throw new IllegalStateException(
          "topic " + topic + " does not exist; Winnow makes its topics when it starts");
    }
    byte[] key = job.toString().getBytes(StandardCharsets.UTF_8);
    return new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions.size());
  }

  /**
   * Waits for the answer to the submission that is followed.
   *
   * @return null when none came in time
   */
  @Nullable JobEvent awaitAnswer(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (answer == null && System.nanoTime() - deadline < 0) {
      poll(POLL);
    }
    return answer;
  }

  /** Hears what there is. */
  void listen() {
    poll(Duration.ZERO);
  }

  /** Waits a moment for more. */
  void await() {
    poll(POLL);
  }

  private void poll(Duration wait) {
    for (ConsumerRecord<byte[], byte[]> found : consumer.poll(wait)) {
      byte @Nullable [] value = found.value();
      if (value == null) {
        continue;
      }
      try {
        if (found.topic().equals(Topics.JOB_EVENTS.name())) {
          happened(events.deserialize(found.topic(), value));
        } else {
          stands(jobs.deserialize(found.topic(), value));
        }
      } catch (SerializationException e) {
        // not written by Winnow, or by a later one: nothing that this job's list depends on
      }
    }
  }

  private void happened(JobEvent event) {
    if (event instanceof JobEvent.Refused refused) {
      // of another's submission when the id was drawn twice
      answer = refused.nonce().equals(nonce) ? refused : answer;
      return;
    }
    if (!event.job().equals(job)) {
      return;
    }
    switch (event) {
      case JobEvent.Admitted admitted ->
          answer = admitted.submission().nonce().equals(nonce) ? admitted : answer;
      case JobEvent.LoadedUpTo mark -> loaded = Math.max(loaded, mark.rows());
      case JobEvent.Failed failure -> failed = failure;
      case JobEvent.CancelRequested _, JobEvent.DeleteRequested _, JobEvent.Deleted _ ->
          toEnd = true;
      case JobEvent.LoadingStopped _ -> stopped = true;
      case JobEvent.Refused _, JobEvent.SliceSealed _ -> {}
    }
  }

  private void stands(Job state) {
    if (state.id().equals(job)) {
      processed = state.processed();
    }
  }

  /** Rows below that are on the topic. */
  long loaded() {
    return loaded;
  }

  /** Rows with a verdict, as far as it was told. */
  long processed() {
    return processed;
  }

  /** Whether the job is to be loaded no further. */
  boolean toEnd() {
    return toEnd || stopped;
  }

  /** Whether it was said already that it is loaded no further. */
  boolean stopped() {
    return stopped;
  }

  /** Why the job has failed; null when it has not. */
  JobEvent.@Nullable Failed failed() {
    return failed;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
