package io.winnow.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.ContactLookup;
import io.winnow.contracts.Idempotency;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobIds;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Submission;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.dialect.bevservice.BevserviceRoutes;
import io.winnow.gateway.dialect.insideview.BulkJobs;
import io.winnow.gateway.dialect.insideview.ContactJobRoutes;
import io.winnow.gateway.dialect.insideview.ContactListRoutes;
import io.winnow.gateway.dialect.insideview.TokenRoutes;
import io.winnow.gateway.dialect.loqate.LoqateRoutes;
import io.winnow.gateway.flow.UploadPlaces;
import io.winnow.gateway.format.ListPreview;
import io.winnow.gateway.http.AcceptedJob;
import io.winnow.gateway.http.AddressRoutes;
import io.winnow.gateway.http.CheckDoor;
import io.winnow.gateway.http.JobRoutes;
import io.winnow.gateway.http.ListDoor;
import io.winnow.gateway.http.OpenApiRoute;
import io.winnow.gateway.http.Parameters;
import io.winnow.gateway.http.PreviewRoutes;
import io.winnow.gateway.http.UploadRoutes;
import io.winnow.gateway.jobs.KnownJobs;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.BoundedDisk;
import io.winnow.gateway.spool.FileDisk;
import io.winnow.gateway.spool.ListDigest;
import io.winnow.gateway.spool.RetryKey;
import io.winnow.gateway.spool.Spool;
import io.winnow.gateway.spool.SpoolEntry;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.accounts.AccessTokens;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.directory.DirectoryDesk;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.settings.SettingsException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes lists in. {@link #spool} needs a disk alone; {@link #admit} makes a job of what was
 * spooled, and its rows go to the topic from there on, whatever happens. Safe for concurrent use.
 */
public final class IngestGateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestGateway.class);

  /** What a form may have beside its file. */
  private static final long FORM_BYTES = 64 << 10;

  private final GatewaySettings settings;
  private final OfferedLevels levels;
  private final GatewayClients clients;
  private final JobIds ids;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Spool spool;
  private final UploadPlaces places;
  private final Counter spooledBytes;
  private final Outcomes uploads;
  private final Outcomes checks;

  /** Accounts and idempotency keys of the uploads that are being received or admitted. */
  private final Set<String> keysInProgress = ConcurrentHashMap.newKeySet();

  private volatile @Nullable LoadingLine line;

  /**
   * Takes possession of the spool.
   *
   * @throws SettingsException when the spool cannot be used
   */
  public IngestGateway(
      GatewaySettings settings, KafkaClients kafka, JobIds ids, MeterRegistry meters, Clock clock) {
    this(settings, GatewayClients.of(kafka, settings), ids, meters, clock);
  }

  IngestGateway(
      GatewaySettings settings,
      GatewayClients clients,
      JobIds ids,
      MeterRegistry meters,
      Clock clock) {
    this.settings = settings;
    this.levels = OfferedLevels.with(settings.smtp());
    this.clients = clients;
    this.ids = ids;
    this.meters = meters;
    this.clock = clock;
    this.places = new UploadPlaces(settings.flow());
    this.spool =
        Spool.open(
            settings.spoolDirectory(),
            settings.spoolReserve(),
            settings.limits(),
            new BoundedDisk(
                new FileDisk(), settings.spoolDirectory(), settings.flow().spoolBytes()));
    this.spooledBytes =
        Counter.builder("winnow.gateway.spooled.bytes")
            .description("bytes of good lists written to the spool")
            .baseUnit("bytes")
            .register(meters);
    this.uploads = Outcomes.ofUploads(meters);
    this.checks = Outcomes.ofChecks(meters);
  }

  /**
   * Takes a list to disk and checks it. Needs no Kafka. Does not close the stream.
   *
   * @throws ListRefused when the list is not good, breaks off, or finds no room
   * @throws UncheckedIOException when the disk fails
   */
  public SpooledList spool(UploadRequest request, InputStream body) {
    ListDigest digested = new ListDigest(body, request.retryKey());
    return spool(
        request,
        () -> spool.receive(ids::next, digested, request.hints(), request.jobOptions().dedupe()),
        digested::idempotency);
  }

  /**
   * The same of contacts of the account's directory, see {@link ContactLookup}.
   *
   * @param contacts what names them, at least one, none of them blank
   */
  SpooledList spool(UploadRequest request, List<String> contacts) {
    return spool(request, () -> spool.receive(ids::next, contacts), () -> null);
  }

  private SpooledList spool(
      UploadRequest request,
      Supplier<SpoolEntry> receiving,
      Supplier<@Nullable Idempotency> idempotency) {
    try {
      levels.require(request.level());
      SpoolEntry entry = receiving.get();
      requireRows(entry, request.mostRows());
      spooledBytes.increment((double) entry.bytes());
      return new SpooledList(request, entry, idempotency.get());
    } catch (ListRefused e) {
      uploads.count(e.code());
      throw e;
    }
  }

  private static void requireRows(SpoolEntry entry, @Nullable Long most) {
    long rows = entry.checked().rows();
    if (most != null && rows > most) {
      entry.remove();
      throw ListRefused.because(
          ListFault.TOO_MANY_ROWS,
          "the list has %d rows, more than the %d that the account may send in one; split it"
              .formatted(rows, most));
    }
  }

  /** Refuses a list at once that says itself that it is too large. */
  private void announced(long bytes) {
    long most = settings.limits().bytes();
    if (bytes - FORM_BYTES > most) {
      uploads.count(ListFault.LIST_TOO_LARGE.code());
      throw ListRefused.because(
          ListFault.LIST_TOO_LARGE,
          "the list has %d bytes, more than the %d allowed (winnow.limits.list-bytes); split it"
              .formatted(bytes, most));
    }
  }

  /**
   * Goes on with what an earlier process has left, and opens for admission. The topics must be
   * there.
   *
   * @throws KafkaException when Kafka fails
   * @throws IllegalStateException when it was started before, or a topic is missing
   */
  public synchronized void start() {
    if (line != null) {
      throw new IllegalStateException("the gateway is started once");
    }
    line = LoadingLine.start(settings, clients, spool, meters, clock);
  }

  /**
   * Makes a job of a list. Waits until it is admitted and marked on disk, so that the caller may
   * promise the job to whoever asked.
   *
   * @throws NotAdmitted when it is refused, or nobody answers in time; the list is gone then
   * @throws IllegalStateException when the gateway is not started, or the list was admitted before
   */
  public JobId admit(SpooledList list) {
    return admit(list, id -> {});
  }

  /**
   * The same for a caller who has to know, also after a crash, what was asked for.
   *
   * @param asking hears the id of each job that is about to be asked for, before anybody else does;
   *     when it throws, the list is not submitted
   */
  public JobId admit(SpooledList list, Consumer<JobId> asking) {
    LoadingLine started = started();
    try {
      Submission submission =
          started.admit(
              list.handOver(),
              entry -> {
                Submission draft = draft(list.request(), entry, list.idempotency());
                asking.accept(draft.job());
                return draft;
              });
      uploads.count("accepted");
      // where a request and its job stand in one line
      LOG.info("job {} of account {} is admitted", submission.job(), submission.account());
      return submission.job();
    } catch (NotAdmitted e) {
      uploads.count(e.code());
      throw e;
    }
  }

  private Submission draft(UploadRequest request, SpoolEntry entry) {
    return draft(request, entry, null);
  }

  private Submission draft(
      UploadRequest request, SpoolEntry entry, @Nullable Idempotency idempotency) {
    return new Submission(
        Submission.VERSION,
        entry.submission().isEmpty() ? entry.firstId() : ids.next(),
        UUID.randomUUID().toString(),
        request.account(),
        request.name(),
        request.level(),
        layout(request, entry),
        entry.checked().rows(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        entry.chargeable(),
        request.options(),
        request.jobOptions(),
        idempotency,
        started().id());
  }

  /** Of the rows as they will be given back, which contacts' are not as they came. */
  private static ListLayout layout(UploadRequest request, SpoolEntry entry) {
    return request.jobOptions().lookup() == null
        ? entry.checked().layout()
        : new ListLayout(ContactLookup.COLUMNS, ContactLookup.ADDRESS_COLUMN, ",", true);
  }

  private LoadingLine started() {
    LoadingLine started = line;
    if (started == null) {
      throw new IllegalStateException("the gateway is not started");
    }
    return started;
  }

  /** The gateway's part of the HTTP interface. */
  public HttpRoutes routes() {
    Parameters parameters = new Parameters(levels.offered(), clock);
    ListDoor lists = new ListDoor(this::take, this::announced, this::healthy, places);
    HttpRoutes posted = new UploadRoutes(lists, parameters, settings.limits());
    HttpRoutes previews =
        new PreviewRoutes(this::preview, this::announced, parameters, settings.limits(), places);
    CheckDoor single =
        new CheckDoor(
            new SingleChecks(spool, ids, levels, this::started, this::draft, checks),
            this::healthy);
    HttpRoutes addresses = new AddressRoutes(single, parameters);
    HttpRoutes endings = new JobRoutes(new JobEndings(this::started, settings.admissionTimeout()));
    return routes -> {
      posted.addTo(routes);
      previews.addTo(routes);
      endings.addTo(routes);
      addresses.addTo(routes);
      new LoqateRoutes(lists, single, levels.highest()).addTo(routes);
      new BevserviceRoutes(lists, levels.highest()).addTo(routes);
      new OpenApiRoute().addTo(routes);
    };
  }

  /**
   * Tokens, jobs of contacts and the list of contacts, as the dialect insideview has them.
   *
   * @param accounts whose keys tokens are made of
   * @param desk at the directory
   * @param idSecret what ids are made of
   */
  public HttpRoutes insideview(AccountsView accounts, DirectoryDesk desk, String idSecret) {
    BulkJobs jobs =
        new ContactJobs(this, new JobEndings(this::started, settings.admissionTimeout()));
    List<HttpRoutes> parts =
        List.of(
            new TokenRoutes(AccessTokens.of(accounts)),
            new ContactJobRoutes(jobs, places, idSecret, levels.highest()),
            new ContactListRoutes(desk, idSecret));
    return routes -> parts.forEach(part -> part.addTo(routes));
  }

  private ListPreview preview(ListHints hints, long announcedBytes, InputStream body) {
    return spool.preview(ids::next, body, announcedBytes, hints);
  }

  private AcceptedJob take(UploadRequest request, InputStream body) {
    RetryKey key = request.retryKey();
    if (key == null) {
      return takeAlone(request, body);
    }
    String known = request.account() + '\n' + key.key();
    if (!keysInProgress.add(known)) {
      throw NotAdmitted.keyInProgress();
    }
    try {
      return takeAlone(request, body);
    } finally {
      keysInProgress.remove(known);
    }
  }

  private AcceptedJob takeAlone(UploadRequest request, InputStream body) {
    try (SpooledList list = spool(request, body)) {
      try {
        JobId id = admit(list);
        return AcceptedJob.of(id, request, list.layout(), list.rows(), list.duplicates());
      } catch (NotAdmitted e) {
        JobId existing = e.existing();
        if (existing == null) {
          throw e;
        }
        AcceptedJob job =
            AcceptedJob.of(existing, request, list.layout(), list.rows(), list.duplicates());
        return job.sentAgain(started().jobs().find(existing).map(KnownJobs.Known::state));
      }
    }
  }

  /** Whether lists are admitted and loaded. */
  public boolean healthy() {
    return trouble().isEmpty();
  }

  /**
   * Why this process never admits or loads a list again, for people; empty when it may. One that
   * another process has fenced is not meant: started anew, the two would fence each other for ever.
   */
  public Optional<String> stopped() {
    LoadingLine started = line;
    return started == null || started.fenced() ? Optional.empty() : started.trouble();
  }

  /** Why lists are not admitted or loaded, for people; empty when they are. */
  public Optional<String> trouble() {
    LoadingLine started = line;
    return started == null ? Optional.of("the gateway is not started yet") : started.trouble();
  }

  /** Stops. Lists that are not loaded yet stay on disk, and go on at the next start. */
  @Override
  public synchronized void close() {
    try {
      LoadingLine started = line;
      if (started != null) {
        started.close();
      }
    } finally {
      spool.close();
    }
  }
}
