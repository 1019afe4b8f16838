package io.winnow.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobFeedTest {
  private final List<Long> heard = Collections.synchronizedList(new ArrayList<>());
  private RuntimeException listenerFailure;
  private final TimedConsumer consumer = new TimedConsumer();
  private Map<TopicPartition, Long> ends = Map.of();
  private final JobFeed feed =
      new JobFeed(
          consumer,
          partitions -> ends,
          new JobListener() {
            @Override
            public void happened(JobEvent event) {
              if (listenerFailure != null) {
                throw listenerFailure;
              }
              heard.add(event.job().value());
            }

            @Override
            public void stands(Job job) {
              heard.add(-job.id().value());
            }
          });

  @AfterEach
  void close() {
    feed.close();
  }

  private static JobEvent event(long job) {
    return new JobEvent.LoadedUpTo(JobEvent.VERSION, new JobId(job), 1);
  }

  @Test
  void whatWasSaidSinceAMomentIsToldBeforeItReturns() {
    for (int i = 1; i <= 5; i++) {
      consumer.add(event(i), i * 1_000L);
    }
    ends = Map.of(TimedConsumer.EVENTS, 5L, TimedConsumer.JOBS, 0L);

    feed.catchUp(Instant.ofEpochMilli(2_500));

    assertThat(heard).containsExactly(3L, 4L, 5L);
  }

  @Test
  void whatAnOpenTransactionHidesIsWaitedFor() {
    consumer.add(event(1), 1_000);
    ends = Map.of(TimedConsumer.EVENTS, 2L, TimedConsumer.JOBS, 0L);
    consumer.schedulePollTask(() -> assertThat(heard).isEmpty());
    consumer.scheduleNopPollTask();
    consumer.schedulePollTask(() -> consumer.add(event(2), 2_000));

    feed.catchUp(Instant.EPOCH);

    assertThat(heard).containsExactly(1L, 2L);
  }

  @Test
  void withoutAMomentOnlyWhatComesIsTold() {
    consumer.add(event(1), 1_000);
    feed.catchUp(null);
    feed.start();

    consumer.add(event(2), 2_000);

    await().until(() -> heard.contains(2L));
    assertThat(heard).containsExactly(2L);
  }

  @Test
  void aTopicThatSaidNothingSinceIsFollowedFromItsEnd() {
    consumer.add(event(1), 1_000);
    ends = Map.of(TimedConsumer.EVENTS, 1L, TimedConsumer.JOBS, 0L);
    feed.catchUp(Instant.ofEpochMilli(5_000));
    feed.start();

    consumer.add(event(2), 6_000);

    await().until(() -> heard.contains(2L));
    assertThat(heard).containsExactly(2L);
  }

  @Test
  void whatNobodyCanReadIsPassedOver() {
    feed.catchUp(null);
    feed.start();

    consumer.addGarbage();
    consumer.add(event(2), 2_000);

    await().until(() -> heard.contains(2L));
    assertThat(feed.failure()).isEmpty();
  }

  @Test
  void aMissingTopicIsAnError() {
    consumer.updatePartitions(Topics.JOBS_TABLE.name(), List.of());

    assertThatThrownBy(() -> feed.catchUp(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("winnow.jobs");
  }

  @Test
  void aFailureOfKafkaIsKept() {
    KafkaException failure = new AuthorizationException("not yours");
    feed.catchUp(null);
    consumer.setPollException(failure);

    feed.start();

    await().untilAsserted(() -> assertThat(feed.failure()).contains(failure));
  }

  @Test
  void aListenerThatFailsIsAFailureOfTheFeed() {
    listenerFailure = new IllegalStateException("a bug");
    feed.catchUp(null);
    feed.start();

    consumer.add(event(1), 1_000);

    await().untilAsserted(() -> assertThat(feed.failure()).contains(listenerFailure));
  }

  @Test
  void closingClosesTheConsumerAlsoWhenItNeverStarted() {
    feed.close();

    assertThat(consumer.closed()).isTrue();
  }
}
