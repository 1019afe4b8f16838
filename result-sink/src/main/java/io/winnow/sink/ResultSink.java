package io.winnow.sink;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.http.HttpRoutes;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.sink.dialect.OwnJobs;
import io.winnow.sink.dialect.bevservice.BevserviceRequests;
import io.winnow.sink.dialect.insideview.ContactJobViews;
import io.winnow.sink.dialect.loqate.LoqateBatches;
import io.winnow.sink.filing.Filing;
import io.winnow.sink.http.JobRoutes;
import io.winnow.sink.jobs.JobTable;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.jobs.Standstill;
import io.winnow.sink.limits.AtOnce;
import io.winnow.sink.page.PageRoutes;
import io.winnow.sink.rebuild.Rebuild;
import io.winnow.sink.rebuild.RebuiltJob;
import io.winnow.sink.results.Download;
import io.winnow.sink.results.Downloads;
import io.winnow.sink.results.Results;
import io.winnow.sink.retention.Retention;
import io.winnow.sink.slices.DirectoryLock;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The service that files verified rows and gives lists back. The topics must have been provisioned
 * before it starts.
 */
public final class ResultSink implements AutoCloseable {
  /** The consumer group that shares the verified addresses among sinks. */
  public static final String GROUP = SinkClients.GROUP;

  private final SliceDirectory directory;
  private final JobViews jobs = new JobViews();
  private final Results results;
  private final AtOnce watchers;
  private final AtOnce downloads;
  private final JobTable table;
  private final Filing filing;
  private final Retention retention;
  private @Nullable DirectoryLock lock;

  public ResultSink(SinkSettings settings, KafkaClients kafka, MeterRegistry meters) {
    SinkClients clients = new SinkClients(kafka, settings.id());
    this.directory = new SliceDirectory(settings.directory(), settings.id());
    this.results = new Results(directory);
    this.watchers = new AtOnce(AtOnce.Kind.WATCHERS, settings.watchers());
    this.downloads = new AtOnce(AtOnce.Kind.DOWNLOADS, settings.downloads());
    this.table = new JobTable(jobs, clients::jobs, settings.filing().retryInterval());
    this.filing =
        new Filing(
            settings.filing(), directory, Disk.ofSystem(), clients, jobs, table::caughtUp, meters);
    this.retention =
        new Retention(
            settings.retention(),
            jobs,
            table::caughtUp,
            directory,
            Disk.ofSystem(),
            clients::producer,
            Clock.systemUTC(),
            settings.filing().retryInterval());
    Gauge.builder("winnow.sink.slices.damaged", directory, SliceDirectory::damaged)
        .description("sealed slices that were found damaged")
        .register(meters);
    Gauge.builder("winnow.sink.watchers", watchers, AtOnce::present)
        .description("requests that wait for jobs to change")
        .register(meters);
    Gauge.builder("winnow.sink.downloads", downloads, AtOnce::present)
        .description("requests that read results")
        .register(meters);
    for (JobState state : JobState.values()) {
      Gauge.builder("winnow.jobs", jobs, views -> views.count(state))
          .description("jobs by state")
          .tag("state", state.wireName())
          .register(meters);
    }
    new Standstill(jobs, Clock.systemUTC()).bindTo(meters);
  }

  /**
   * Locks the directory and begins to read; returns before all is read.
   *
   * @throws IOException when the directory cannot be used, another sink with this id uses it, or it
   *     is being rebuilt
   */
  public void start() throws IOException {
    lock = DirectoryLock.acquire(directory);
    table.start();
    filing.start();
    retention.start();
  }

  /**
   * Makes files that are missing or damaged again from the topic.
   *
   * @return what became of each job, by id
   * @throws IOException when the disk fails, or a sink works in the directory
   * @throws org.apache.kafka.common.KafkaException when Kafka fails
   */
  public static List<RebuiltJob> rebuild(SinkSettings settings, KafkaClients kafka)
      throws IOException {
    return new Rebuild(
            settings.directory(),
            Disk.ofSystem(),
            settings.filing().maxOpenFiles(),
            new SinkClients(kafka, settings.id())::rebuilding)
        .run();
  }

  /** The jobs as they stand now. */
  public JobViews jobs() {
    return jobs;
  }

  /** Whether all jobs that there were at the start are known. Once so, always so. */
  public boolean knowsJobs() {
    return table.caughtUp();
  }

  /** Jobs and results over HTTP. */
  public HttpRoutes routes() {
    HttpRoutes own = new JobRoutes(jobs, results, table::caughtUp, watchers, downloads);
    OwnJobs ofCaller = new OwnJobs(jobs, table::caughtUp);
    List<HttpRoutes> dialects =
        List.of(
            new LoqateBatches(ofCaller, results, new Downloads(downloads)),
            new BevserviceRequests(ofCaller, results, new Downloads(downloads)));
    return new HttpRoutes() {
      @Override
      public void addTo(RoutesConfig routes) {
        own.addTo(routes);
        dialects.forEach(dialect -> dialect.addTo(routes));
      }

      @Override
      public void stopping() {
        own.stopping();
      }
    };
  }

  /**
   * Jobs and results as the dialect insideview shows them.
   *
   * @param accounts for what an account has left
   * @param idSecret what ids are made of
   */
  public HttpRoutes insideview(AccountsView accounts, String idSecret) {
    return new ContactJobViews(
        jobs,
        new OwnJobs(jobs, table::caughtUp),
        results,
        new Downloads(downloads),
        accounts,
        idSecret);
  }

  /** The web page. It asks for all that it shows at the same server, gateway's routes included. */
  public static HttpRoutes page() {
    return new PageRoutes();
  }

  /** What keeps the sink from its work, for people; empty when nothing does. */
  public List<String> notReady() {
    return Stream.of(table.notReady(), filing.notReady()).flatMap(Optional::stream).toList();
  }

  /** Whether it works or will work again; when not, the process must be started anew. */
  public boolean alive() {
    return table.alive() && filing.alive() && retention.alive();
  }

  /**
   * Writes a job's list with its verdicts, as far as there are any.
   *
   * @return whether every row was in it
   * @throws NoSuchElementException when there is no such job
   * @throws IOException when the files cannot be read or {@code out} does not take them
   */
  public boolean writeResults(JobId id, OutputStream out) throws IOException {
    Job job = jobs.job(id).orElseThrow(() -> new NoSuchElementException("there is no job " + id));
    Download download = results.of(job);
    download.writeTo(out);
    return download.complete();
  }

  /** Files what has been read, commits, leaves the group and gives the directory free. */
  @Override
  public void close() throws IOException {
    retention.close();
    filing.close();
    table.close();
    if (lock != null) {
      lock.close();
    }
  }
}
