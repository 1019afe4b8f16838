package io.winnow.standalone.cli;

import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.gateway.SpooledList;
import io.winnow.gateway.format.FileNames;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.UploadRequest;
import io.winnow.kit.lifecycle.Stop;
import io.winnow.kit.logging.Logging;
import io.winnow.kit.metrics.Metrics;
import io.winnow.kit.process.OperatorSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.webhooks.WebhookSettings;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.KnownSettings;
import io.winnow.standalone.RunRecord;
import io.winnow.standalone.Standalone;
import io.winnow.verifier.directory.DirectorySettings;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code winnow verify}: a list in, the same list with verdicts out. */
@Command(
    name = "verify",
    description = "Verifies a list and writes it back with a verdict for each row.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  /** Stands where the job is not known yet; no job has this id. */
  private static final JobId UNKNOWN = new JobId(1);

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Mixin private final OperatorSettings operators = new OperatorSettings();

  @Parameters(
      paramLabel = "LIST",
      description =
          "A CSV, JSON, NDJSON or XLSX file, or a text file with one address per line (.txt);"
              + " also packed, as .gz or .zip.")
  @SuppressWarnings("NullAway.Init")
  private Path list;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "Where to write (default: LIST's name with _verified.csv).")
  private @Nullable Path output;

  @Option(
      names = "--column",
      description = "Name or number of the column with the addresses (default: found out).")
  private @Nullable String column;

  @Option(names = "--charset", description = "Of LIST (default: found out).")
  private @Nullable String charset;

  @Option(
      names = "--sheet",
      description = "Name or number of the workbook's sheet (default: the first).")
  private @Nullable String sheet;

  @Option(
      names = "--level",
      defaultValue = "dns",
      paramLabel = "syntax|dns|smtp",
      description = "How far to verify (default: ${DEFAULT-VALUE}).",
      converter = LevelConverter.class)
  @SuppressWarnings("NullAway.Init")
  private Level level;

  @Option(
      names = "--dedupe",
      defaultValue = "off",
      paramLabel = "off|exact|canonical",
      description =
          "Which rows are duplicates, verified once: those with the same address, or those of the"
              + " same mailbox by its provider's rules (default: ${DEFAULT-VALUE}).",
      converter = DedupeConverter.class)
  @SuppressWarnings("NullAway.Init")
  private Dedupe dedupe;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keeps the work, so that the same command resumes an interrupted run.")
  private @Nullable Path directory;

  @Option(names = "--lab", description = "Verifies in a simulated world, not on the Internet.")
  private boolean withLab;

  @Option(names = "--timings", description = "Tells when each stage was reached.")
  private boolean withTimings;

  @Override
  public Integer call() throws Exception {
    long startNanos = System.nanoTime();
    requireList();
    Path out = output == null ? defaultOutput() : output;
    requireWritable(out);
    Stop stop = Stop.onSignal();
    try (@Nullable Lab lab = withLab ? Lab.start() : null) {
      Settings settings = operators.load(KnownSettings.ALL, Map.of("winnow.log.level", "error"));
      if (lab != null) {
        // over the operator's own: nothing of the lab's run may reach the Internet
        settings = settings.with(lab.settings());
      }
      // a list of the command line has no webhook and knows no contacts; those of a server's jobs
      // and
      // accounts wait for the server
      settings =
          settings.with(
              Map.of(
                  WebhookSettings.ENABLED.key(), "false",
                  DirectorySettings.ENABLED.key(), "false"));
      Logging.configure(settings);
      EmbeddedNoise.quiet();
      try (DataDirectory data = openData();
          Metrics metrics = new Metrics();
          Standalone standalone = new Standalone(data, settings, metrics, 0)) {
        return verify(data, standalone, out, stop, startNanos);
      }
    } catch (StoppableStream.Stopped e) {
      spec.commandLine().getErr().println("winnow: interrupted before the work began");
      return INTERRUPTED;
    } finally {
      stop.done();
    }
  }

  private int verify(
      DataDirectory data, Standalone standalone, Path out, Stop stop, long startNanos)
      throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Progress progress =
        new Progress(
            err, Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false));
    Timings timings = new Timings(startNanos);
    progress.say("reading " + list.getFileName());
    Optional<RunRecord> begun = RunRecord.read(data);
    RunRecord asked =
        new RunRecord(
            String.valueOf(list.getFileName()),
            sha256(stop),
            column,
            charset,
            sheet,
            level,
            dedupe,
            withLab,
            UNKNOWN,
            null);
    if (begun.isPresent() && !begun.get().sameRequest(asked)) {
      throw CommandFailure.badInput(
          "%s holds an unfinished run of %s with other content or options; finish that one with its"
                  .formatted(data.path(), begun.get().list())
              + " own command first, or name another directory with --data",
          new IllegalStateException("another run is unfinished"));
    }
    VerifyRun run = new VerifyRun(standalone, data, asked, progress, stop, timings);
    Optional<Job> ended = run.end(begun, () -> spool(standalone, stop));
    if (ended.isEmpty()) {
      progress.end();
      err.println(
          directory == null
              ? "winnow: interrupted; nothing is kept. With --data DIR a run can be resumed"
              : "winnow: interrupted; run the same command again to resume");
      return INTERRUPTED;
    }
    int status = finish(data, standalone, ended.get(), out, progress, startNanos);
    timings.reached("written");
    if (withTimings) {
      err.print(timings);
      err.flush();
    }
    return status;
  }

  private int finish(
      DataDirectory data,
      Standalone standalone,
      Job job,
      Path out,
      Progress progress,
      long startNanos)
      throws IOException {
    Job.Failure failure = job.failure();
    if (job.state() == JobState.FAILED) {
      RunRecord.clear(data);
      progress.end();
      throw CommandFailure.failed(
          failure == null ? "the job failed" : failure.message(),
          new IllegalStateException("job failed"));
    }
    progress.say("writing " + out);
    try (OutputFile file = OutputFile.beside(out)) {
      standalone.sink().writeResults(job.id(), file.stream());
      file.commit();
    } catch (IOException e) {
      throw CommandFailure.badInput(
          "cannot write %s: %s; make room or choose another place with -o"
              .formatted(out, FileFaults.reason(e)),
          e);
    }
    RunRecord.clear(data);
    progress.end();
    if (job.state() == JobState.CANCELLED) {
      throw CommandFailure.failed(
          "somebody cancelled the job; %,d of its %,d rows are in %s"
              .formatted(job.comingRows(), job.rows(), out),
          new IllegalStateException("job cancelled"));
    }
    PrintWriter console = spec.commandLine().getOut();
    console.printf(
        Locale.ROOT,
        "%s: %,d rows verified in %.1f s, written to %s%n%s",
        list.getFileName(),
        job.rows(),
        (System.nanoTime() - startNanos) / 1e9,
        out,
        Summary.of(job));
    console.flush();
    return 0;
  }

  private String sha256(Stop stop) throws IOException {
    try (InputStream in = new StoppableStream(Files.newInputStream(list), stop)) {
      return RunRecord.sha256(in);
    }
  }

  private SpooledList spool(Standalone standalone, Stop stop) {
    String name = String.valueOf(list.getFileName());
    ListFormat named = FileNames.format(name);
    ListFormat format = named == null ? ListFormat.CSV : named;
    try (InputStream in = new StoppableStream(Files.newInputStream(list), stop)) {
      return standalone
          .gateway()
          .spool(
              new UploadRequest(
                  name,
                  level,
                  new ListHints(format, charset, column, sheet),
                  RowOptions.PLAIN,
                  new JobOptions(null, null, dedupe)),
              in);
    } catch (ListRefused refused) {
      throw CommandFailure.badInput(list + ": " + refused.getMessage(), refused);
    } catch (IOException e) {
      throw CommandFailure.badInput("cannot read %s: %s".formatted(list, FileFaults.reason(e)), e);
    }
  }

  private DataDirectory openData() throws Exception {
    try {
      return directory == null ? DataDirectory.temporary() : DataDirectory.at(directory);
    } catch (IOException e) {
      throw CommandFailure.badInput(
          "cannot use data directory %s: %s; name another with --data"
              .formatted(
                  directory == null ? System.getProperty("java.io.tmpdir") : directory,
                  FileFaults.reason(e)),
          e);
    }
  }

  private void requireList() {
    if (Files.isDirectory(list)) {
      throw CommandFailure.badInput(
          list + " is a directory; name the list's file", new IOException("a directory"));
    }
    if (Files.exists(list) && !Files.isRegularFile(list)) {
      throw CommandFailure.badInput(
          list + " is not a regular file, and a list is read more than once; save it to a file",
          new IOException("not a regular file"));
    }
    if (!Files.isReadable(list)) {
      throw CommandFailure.badInput(
          "cannot read %s: %s"
              .formatted(
                  list,
                  Files.exists(list)
                      ? "permission denied"
                      : "there is no such file; check the name"),
          new IOException("not readable"));
    }
  }

  /** Hours of work must not end at a directory that is not there. */
  private static void requireWritable(Path out) {
    Path parent = out.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw CommandFailure.badInput(
          "cannot write %s: its directory is not there or not writable; choose another with -o"
              .formatted(out),
          new IOException("not writable"));
    }
    if (Files.exists(out) && !Files.isRegularFile(out)) {
      throw CommandFailure.badInput(
          out + " is not a regular file; name another with -o", new IOException("no regular file"));
    }
  }

  private Path defaultOutput() {
    String name = FileNames.unpacked(String.valueOf(list.getFileName()));
    int dot = name.lastIndexOf('.');
    return list.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "_verified.csv");
  }

  /** Reads it as it is written on the wire. */
  static final class DedupeConverter implements CommandLine.ITypeConverter<Dedupe> {
    @Override
    public Dedupe convert(String text) {
      try {
        return Dedupe.parse(text.toLowerCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException(
            "'" + text + "' is not off, exact or canonical");
      }
    }
  }

  /** Reads the level as it is written on the wire. */
  static final class LevelConverter implements CommandLine.ITypeConverter<Level> {
    @Override
    public Level convert(String text) {
      try {
        return Level.parse(text.toLowerCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new CommandLine.TypeConversionException("'" + text + "' is not syntax, dns or smtp");
      }
    }
  }
}
