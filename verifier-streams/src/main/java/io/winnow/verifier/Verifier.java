package io.winnow.verifier;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.Topics;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.kafka.RestartBudget;
import io.winnow.kit.kafka.TopicFollower;
import io.winnow.verifier.accounting.AccountingTopology;
import io.winnow.verifier.admission.PromptCommit;
import io.winnow.verifier.cancelled.CancelledJobsTable;
import io.winnow.verifier.directory.DirectoryTopology;
import io.winnow.verifier.intake.WrongRecords;
import io.winnow.verifier.lanes.LaneKey;
import io.winnow.verifier.lanes.MailServers;
import io.winnow.verifier.lanes.OperatorTable;
import io.winnow.verifier.lanes.SmtpLanes;
import io.winnow.verifier.lists.ListLibrary;
import io.winnow.verifier.lists.ListRoutes;
import io.winnow.verifier.probing.LaneChoice;
import io.winnow.verifier.probing.ProbingTopology;
import io.winnow.verifier.resolve.MailExchangers;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import io.winnow.verifier.verification.VerificationTopology;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verifier-streams service: one Kafka Streams application gives the verdicts, another one asks
 * mail servers if that is wanted, a third one keeps the accounts and a fourth one their contacts,
 * so that a long queue of the one never holds up the others. A process runs those whose {@link
 * Role} it has.
 */
public final class Verifier implements AutoCloseable {
  /** Names of the applications: groups, internal topics and transactions are called after. */
  public static final String VERIFICATION = "winnow-verification";

  public static final String PROBING = "winnow-probe";

  public static final String ACCOUNTING = "winnow-accounting";

  public static final String DIRECTORY = "winnow-directory";

  /** All of them, whether or not each is used. */
  public static final List<String> APPLICATIONS =
      List.of(VERIFICATION, PROBING, ACCOUNTING, DIRECTORY);

  private static final Logger log = LoggerFactory.getLogger(Verifier.class);

  /** Errands may hold a stream thread for some seconds, see ErrandSettings. */
  private static final Duration WAITING_TRANSACTION = Duration.ofSeconds(60);

  /** Short, since after a crash nobody sees anything behind it until it times out. */
  private static final Duration TRANSACTION = Duration.ofSeconds(10);

  /**
   * Between transactions of the accounting, at most, when decisions come in a crowd (see {@link
   * PromptCommit}). There is little in each, and whoever sends a list waits for two, one after the
   * other, and for one more when it is finished.
   */
  private static final Duration DECISION = Duration.ofMillis(50);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final ListLibrary lists;
  private final CancelledJobsTable cancelled;
  private final ExecutorService dnsExecutor;
  private final @Nullable SmtpLanes lanes;

  /** In the order in which they start. */
  private final List<KafkaStreams> applications = new ArrayList<>();

  /**
   * Reads the lists.
   *
   * @param jobPartitions of the topics that are keyed by job
   * @throws io.winnow.kit.settings.SettingsException when the directory of lists is none, or the
   *     table of operators cannot be used
   */
  public Verifier(
      VerifierSettings settings, KafkaClients kafka, int jobPartitions, MeterRegistry meters) {
    this.lists = ListLibrary.open(settings.lists(), Clock.systemUTC(), meters);
    this.dnsExecutor =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("winnow-dns-", 0).daemon().factory());
    this.cancelled =
        new CancelledJobsTable(TopicFollower.consumers(kafka, "winnow-cancelled-jobs"));
    Screen screen = new Screen(lists);
    MailExchangers exchangers = new MailExchangers(settings.resolve(), dnsExecutor);
    OperatorTable operators = OperatorTable.of(settings.lanes(), this::registrable);
    this.lanes =
        settings.probes()
            ? SmtpLanes.of(
                settings.lanes(),
                operators,
                new MailServers(settings.smtp(), operators, exchangers::addressesOf),
                meters)
            : null;
    if (settings.roles().contains(Role.ACCOUNTS)) {
      applications.add(accounting(settings, kafka, jobPartitions, meters));
    }
    if (settings.roles().contains(Role.DIRECTORY) && settings.directory().enabled()) {
      applications.add(directory(settings, kafka, screen));
    }
    if (lanes != null) {
      applications.add(
          streams(
              PROBING,
              ProbingTopology.build(
                  screen, settings.probing(), lanes, choice(operators), cancelled, meters),
              settings,
              settings.probingThreads(),
              settings.commitInterval(),
              WAITING_TRANSACTION,
              Map.of(),
              kafka));
    }
    if (settings.roles().contains(Role.VERIFY)) {
      applications.add(verification(settings, kafka, screen, exchangers, operators, meters));
    }
  }

  private KafkaStreams accounting(
      VerifierSettings settings, KafkaClients kafka, int jobPartitions, MeterRegistry meters) {
    return streams(
        ACCOUNTING,
        AccountingTopology.build(jobPartitions, settings.admission(), meters),
        settings,
        settings.accountingThreads(),
        shorter(settings.commitInterval(), DECISION),
        TRANSACTION,
        Map.of(),
        kafka);
  }

  private KafkaStreams verification(
      VerifierSettings settings,
      KafkaClients kafka,
      Screen screen,
      MailExchangers exchangers,
      OperatorTable operators,
      MeterRegistry meters) {
    return streams(
        VERIFICATION,
        VerificationTopology.build(
            screen,
            exchangers::of,
            settings.resolve().retryDelays(),
            settings.maxInFlight(),
            settings.smtp().identity().isEmpty()
                ? Optional.empty()
                : Optional.of(choice(operators)),
            cancelled,
            meters),
        settings,
        settings.verificationThreads(),
        settings.commitInterval(),
        WAITING_TRANSACTION,
        Map.of(),
        kafka);
  }

  private static KafkaStreams directory(
      VerifierSettings settings, KafkaClients kafka, Screen screen) {
    return streams(
        DIRECTORY,
        DirectoryTopology.build(
            email -> mayBeAddress(screen.of(email)), settings.directory().level()),
        settings,
        settings.accountingThreads(),
        shorter(settings.commitInterval(), DECISION),
        TRANSACTION,
        // whoever writes a contact waits for it, so nothing waits for more to come
        Map.of(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 1),
        kafka);
  }

  /** Whether mail could go there as far as anyone can tell who asks nobody. */
  private static boolean mayBeAddress(Screened screened) {
    return switch (screened) {
      case Screened.Empty _, Screened.Invalid _ -> false;
      case Screened.Literal _, Screened.Reserved _, Screened.ProviderRule _, Screened.Mailbox _ ->
          true;
    };
  }

  private static LaneChoice choice(OperatorTable operators) {
    return (mailHosts, domain) -> {
      LaneKey lane = operators.of(mailHosts, domain);
      return new LaneChoice.Choice(lane.toString(), lane.operator());
    };
  }

  private String registrable(String host) {
    String registrable = lists.get().registrable(host);
    return registrable == null ? host : registrable;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static KafkaStreams streams(
      String name,
      Topology topology,
      VerifierSettings settings,
      int threads,
      Duration commitInterval,
      Duration transactionTimeout,
      Map<String, Object> more,
      KafkaClients kafka) {
    Map<String, Object> ours = new HashMap<>();
    ours.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
    ours.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    ours.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    ours.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    ours.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    ours.put(StreamsConfig.POLL_MS_CONFIG, 10L);
    // no node here joins or orders what comes from several topics
    ours.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    ours.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    ours.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    ours.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, WrongRecords.class);
    ours.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
    ours.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    ours.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 131_072);
    ours.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    ours.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) transactionTimeout.toMillis());
    ours.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    // rows come by the hundred thousand: few large fetches, at the price of some delay for few rows
    ours.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 65_536);
    ours.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 30);
    ours.putAll(more);
    Properties properties = new Properties();
    properties.putAll(kafka.streams(ours));
    log.debug("{}: {}", name, topology.describe());
    KafkaStreams streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(new RestartBudget(name));
    return streams;
  }

  /** Starts the applications; the topics must be there. Returns before they have caught up. */
  public void start() {
    cancelled.start();
    applications.forEach(KafkaStreams::start);
  }

  /** The applications, for metrics and health. */
  public List<KafkaStreams> applications() {
    return List.copyOf(applications);
  }

  /** Tells of the lists in use. */
  public HttpRoutes routes() {
    return new ListRoutes(lists);
  }

  /** Whether all applications run, or are moving their tasks. */
  public boolean alive() {
    return applications().stream()
        .map(KafkaStreams::state)
        .allMatch(state -> state == KafkaStreams.State.CREATED || state.isRunningOrRebalancing());
  }

  /** Whether all applications have their tasks. */
  public boolean ready() {
    return applications().stream()
        .map(KafkaStreams::state)
        .allMatch(state -> state == KafkaStreams.State.RUNNING);
  }

  /** Commits what is done and stops; what is under way is done again by whoever comes next. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    for (KafkaStreams application : applications.reversed()) {
      Duration left = Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0));
      if (!application.close(CloseOptions.timeout(left))) {
        log.warn("stream threads did not stop within {}", CLOSE_TIMEOUT);
      }
    }
    cancelled.close();
    if (lanes != null) {
      lanes.close();
    }
    dnsExecutor.shutdownNow();
    lists.close();
  }
}
