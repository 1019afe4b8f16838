package io.winnow.standalone.cli;

import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.process.CommandFaults;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.ResultSink;
import io.winnow.sink.SinkSettings;
import io.winnow.sink.rebuild.RebuiltJob;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.DataDirectoryInUse;
import io.winnow.standalone.RebuiltResults;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow rebuild}: results that a disk has lost, made again. */
@Command(
    name = "rebuild",
    description =
        "Makes results that are missing or damaged again, from the rows that Kafka still has.",
    mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {
  private static final int MOST_GAPS = 20;

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Mixin private final CommandSettings operators = new CommandSettings();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "winnow-data",
      description =
          "Data directory of a ./winnow serve that does not run (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "A Kafka cluster; results are then made in winnow.sink.directory.")
  private @Nullable String kafka;

  @Override
  public Integer call() throws Exception {
    Settings settings = operators.load(kafka);
    PrintWriter out = spec.commandLine().getOut();
    boolean all = tell(rebuild(settings), out);
    out.flush();
    return all ? 0 : CommandFaults.FAILED;
  }

  private List<RebuiltJob> rebuild(Settings settings)
      throws DataDirectoryInUse, InterruptedException {
    try {
      if (settings.has(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS)) {
        return ResultSink.rebuild(SinkSettings.from(settings), KafkaClients.from(settings));
      }
      if (!Files.exists(directory.resolve("kafka/meta.properties"))) {
        throw CommandFailure.badInput(
            "%s is no data directory of Winnow, or has no topics to rebuild from; name another with --data, or a cluster with --kafka HOST:PORT"
                .formatted(directory),
            new IllegalStateException("no topics"));
      }
      try (DataDirectory data = DataDirectory.at(directory)) {
        return RebuiltResults.of(data, settings);
      }
    } catch (IOException e) {
      throw CommandFailure.failed("cannot rebuild: " + FileFaults.reason(e), e);
    } catch (KafkaException e) {
      throw CommandFailure.failed("cannot rebuild: Kafka says: " + e.getMessage(), e);
    }
  }

  /** Whether nothing is lost. */
  private static boolean tell(List<RebuiltJob> jobs, PrintWriter out) {
    boolean all = true;
    for (RebuiltJob job : jobs) {
      if (!job.untouched()) {
        out.printf("job %s (%s): %s%n", job.job().id(), job.job().state().wireName(), said(job));
        if (job.lost() > 0) {
          tellWhere(job.gaps(), out);
        }
      }
      all &= job.lost() == 0;
    }
    long untouched = jobs.stream().filter(RebuiltJob::untouched).count();
    out.printf("%d jobs: %d were whole%n", jobs.size(), untouched);
    return all;
  }

  /** Which rows are lost, as people count them. */
  private static void tellWhere(List<RebuiltJob.Gap> gaps, PrintWriter out) {
    for (RebuiltJob.Gap gap : gaps.subList(0, Math.min(gaps.size(), MOST_GAPS))) {
      long first = gap.slice().firstRow();
      out.printf(
          Locale.ROOT,
          "  rows %,d to %,d: %,d missing%n",
          first + 1,
          first + gap.rows(),
          gap.missing());
    }
    if (gaps.size() > MOST_GAPS) {
      out.printf(Locale.ROOT, "  and %,d more such places%n", gaps.size() - MOST_GAPS);
    }
  }

  private static String said(RebuiltJob job) {
    String made = "%d of %d slices made again".formatted(job.sealed(), job.job().slices());
    if (job.gaps().isEmpty()) {
      return made + ", and it is whole";
    }
    if (job.job().state().terminal()) {
      return String.format(
          Locale.ROOT,
          "CANNOT BE REBUILT: %,d of its %,d rows are in no file and no longer on the topic; %s, and what is left can be downloaded",
          job.missing(),
          job.job().comingRows(),
          made);
    }
    if (job.lost() > 0) {
      return String.format(
          Locale.ROOT,
          "CANNOT BE REBUILT: at least %,d rows that had been filed are no longer on the topic, so that it will not end; %s; delete it",
          job.lost(),
          made);
    }
    return String.format(
        Locale.ROOT, "%s, %,d rows filed again; it goes on at the next start", made, job.found());
  }
}
