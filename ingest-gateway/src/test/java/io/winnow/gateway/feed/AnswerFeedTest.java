package io.winnow.gateway.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerFeedTest {
  private static final JobId JOB = new JobId(7);
  private final AnswersConsumer consumer = new AnswersConsumer();
  private final AnswerFeed feed = new AnswerFeed(consumer, "berlin");

  @AfterEach
  void close() {
    feed.close();
  }

  private void listen() {
    feed.start();
    assertThat(feed.listening()).succeedsWithin(Duration.ofSeconds(20));
  }

  private static AddressVerified answer(JobId job) {
    return new AddressVerified(job, 0, Verdict.of(Reason.NULL_MX), "a@b.example", 0, List.of());
  }

  @Test
  void whoExpectsAnAnswerGetsIt() {
    listen();
    CompletableFuture<AddressVerified> expected = feed.expect(JOB);

    consumer.add("berlin", answer(JOB));

    assertThat(expected).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(answer(JOB));
  }

  @Test
  void answersToOthersAndThoseNobodyWaitsForArePassedOver() {
    listen();
    CompletableFuture<AddressVerified> elsewhere = feed.expect(JOB);
    var _ = feed.expect(new JobId(8));
    feed.forget(new JobId(8));
    CompletableFuture<AddressVerified> last = feed.expect(new JobId(9));

    consumer.add("rome", answer(JOB));
    consumer.add("berlin", answer(new JobId(8)));
    consumer.add("berlin".getBytes(UTF_8), "{".getBytes(UTF_8));
    consumer.add(new byte[0], null);
    consumer.add("berlin", answer(new JobId(9)));

    assertThat(last).succeedsWithin(Duration.ofSeconds(20));
    assertThat(elsewhere).isNotDone();
    assertThat(feed.failure()).isEmpty();
  }

  @Test
  void aFailureOfKafkaIsKeptAndNobodyIsListening() {
    AuthorizationException failure = new AuthorizationException("not yours");
    listen();

    consumer.setPollException(failure);

    await().untilAsserted(() -> assertThat(feed.failure()).contains(failure));
  }

  @Test
  void closingClosesTheConsumerAlsoWhenItNeverStarted() {
    feed.close();

    assertThat(consumer.closed()).isTrue();
  }
}
