package io.winnow.sink.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.Topics;
import io.winnow.kit.dialect.insideview.BulkJobIds;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.TopicFollower;
import io.winnow.sink.http.JobDocument;
import io.winnow.sink.jobs.JobViews;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells webhooks of their jobs: a Kafka Streams application of its own, beside the result sink,
 * whose view of the jobs it shares. Several processes share the work.
 */
public final class Webhooks implements AutoCloseable {
  /** Name of the application: group, internal topics and transactions are called after it. */
  public static final String APPLICATION = "winnow-webhooks";

  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final HttpSender sender;
  private final KafkaStreams streams;
  private final TopicFollower follower;
  private final Redeliveries redeliveries;
  private final DeliveryRoutes routes;

  /**
   * @param results the sink's directory, where the secret is when none is set
   * @param jobs the sink's view of the jobs
   * @param jobsKnown whether that view has all jobs that there were at the start
   * @throws IOException when the secret can be neither read nor written
   */
  public Webhooks(
      WebhookSettings settings,
      Path results,
      JobViews jobs,
      BooleanSupplier jobsKnown,
      KafkaClients kafka,
      MeterRegistry meters)
      throws IOException {
    Clock clock = Clock.systemUTC();
    String secret = settings.secret().isEmpty() ? SecretFile.in(results) : settings.secret();
    Secrets secrets = new Secrets(secret, settings.previousSecret());
    DeliveryViews views = new DeliveryViews();
    this.follower =
        new TopicFollower(
            "winnow-webhook-deliveries",
            "reading the log of webhooks",
            Topics.WEBHOOK_DELIVERIES,
            TopicFollower.From.BEGINNING,
            TopicFollower.consumers(kafka, "winnow-webhook-deliveries"),
            RETRY_INTERVAL,
            views::heard);
    this.redeliveries = new Redeliveries(WebhookClients.producer(kafka), clock);
    this.routes =
        new DeliveryRoutes(
            jobs,
            views,
            redeliveries,
            secrets,
            () -> jobsKnown.getAsBoolean() && follower.caughtUp());
    this.sender = new HttpSender(settings, secrets, Names.OF_SYSTEM, clock);
    this.streams =
        WebhookClients.streams(
            APPLICATION,
            WebhooksTopology.build(
                settings,
                sender,
                new Letters(JobDocument::of, new BulkJobIds(settings.idSecret())),
                meters),
            settings.stateDirectory(),
            kafka);
  }

  /** Starts; the topics must be there. Returns before it has caught up. */
  public void start() {
    follower.start();
    streams.start();
  }

  /** The application, for metrics. */
  public KafkaStreams application() {
    return streams;
  }

  /** The log of deliveries over HTTP. */
  public HttpRoutes routes() {
    return routes;
  }

  /** Whether it works or will work again; when not, the process must be started anew. */
  public boolean alive() {
    KafkaStreams.State state = streams.state();
    return follower.alive()
        && (state == KafkaStreams.State.CREATED || state.isRunningOrRebalancing());
  }

  /** What keeps it from its work, for people; empty when nothing does. */
  public List<String> notReady() {
    Optional<String> tasks =
        streams.state() == KafkaStreams.State.RUNNING
            ? Optional.empty()
            : Optional.of("webhooks: tasks are being moved");
    return Stream.of(tasks, follower.notReady()).flatMap(Optional::stream).toList();
  }

  /** Commits what was told; what is under way is told again by whoever comes next. */
  @Override
  public void close() {
    if (!streams.close(CloseOptions.timeout(CLOSE_TIMEOUT))) {
      log.warn("the stream thread of webhooks did not stop within {}", CLOSE_TIMEOUT);
    }
    sender.close();
    follower.close();
    redeliveries.close();
  }
}
