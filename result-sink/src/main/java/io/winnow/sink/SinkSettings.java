package io.winnow.sink;

import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.filing.FilingSettings;
import io.winnow.sink.limits.AtOnce;
import io.winnow.sink.retention.RetentionSettings;
import io.winnow.sink.slices.SinkId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an operator can set of the result sink.
 *
 * @param directory where the files of all slices are
 * @param id names this sink among those that share the directory
 * @param filing how rows are filed
 * @param retention how long things are kept
 * @param watchers how many requests may wait for jobs to change
 * @param downloads how many requests may read results
 */
public record SinkSettings(
    Path directory,
    SinkId id,
    FilingSettings filing,
    RetentionSettings retention,
    AtOnce.Bounds watchers,
    AtOnce.Bounds downloads) {
  public static final Setting<Path> DIRECTORY =
      Setting.path(
          "winnow.sink.directory",
          "data/results",
          "Where results are kept; several sinks may share it on a mounted volume.");
  public static final Setting<SinkId> ID =
      new Setting<>(
          "winnow.sink.id",
          "1 to 64 letters, digits, - and _, but not rebuild",
          "sink",
          "Names this sink among those that share the directory; stays the same over restarts.",
          SinkSettings::sinkId);
  public static final Setting<Integer> MAX_OPEN_FILES =
      Setting.integer(
          "winnow.sink.max-open-files",
          512,
          1,
          1_000_000,
          "Files of unfinished slices held open at a time.");
  public static final Setting<Duration> COMMIT_INTERVAL =
      Setting.duration(
          "winnow.sink.commit-interval",
          "200 ms",
          "How often files are forced to disk and offsets committed.");
  public static final Setting<Integer> COMMIT_ROWS =
      Setting.integer(
          "winnow.sink.commit-rows",
          100_000,
          1,
          10_000_000,
          "Rows after which that is done before its time.");
  public static final Setting<Integer> SEALING_THREADS =
      Setting.integer("winnow.sink.sealing-threads", 2, 1, 64, "Slices sealed at a time.");
  public static final Setting<Duration> RETRY_INTERVAL =
      atLeast(
          Duration.ofMillis(100),
          Setting.duration(
              "winnow.sink.retry-interval",
              "5 s",
              "How long to wait after the disk or Kafka has failed."));

  public static final Setting<Duration> RETENTION =
      atLeast(
          Duration.ofMinutes(1),
          Setting.duration(
              "winnow.sink.retention",
              "30 d",
              "How long jobs and their results are kept after their end, unless a job says otherwise."));
  public static final Setting<Duration> UNKNOWN_RETENTION =
      atLeast(
          Duration.ofMinutes(1),
          Setting.duration(
              "winnow.sink.unknown-retention",
              "7 d",
              "How long rows are kept whose job nobody knows."));
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
  public static final Setting<Integer> MAX_WATCHERS =
      Setting.integer(
          "winnow.sink.max-watchers",
          5_000,
          1,
          1_000_000,
          "Requests that may wait for jobs to change at a time (events, wait).");

  public static final Setting<Integer> MAX_ACCOUNT_WATCHERS =
      Setting.integer(
          "winnow.sink.max-account-watchers",
          1_000,
          1,
          1_000_000,
          "How many of these may be of one account.");
  public static final Setting<Integer> MAX_DOWNLOADS =
      Setting.integer(
          "winnow.sink.max-downloads",
          200,
          1,
          1_000_000,
          "Requests that may read results at a time.");
  public static final Setting<Integer> MAX_ACCOUNT_DOWNLOADS =
      Setting.integer(
          "winnow.sink.max-account-downloads",
          50,
          1,
          1_000_000,
          "How many of these may be of one account.");

  private static SinkId sinkId(String text) {
    SinkId id = new SinkId(text);
    if (id.equals(SinkId.REBUILD)) {
      throw new IllegalArgumentException("'" + text + "' is the name of who makes results again");
    }
    return id;
  }

  /** All of them, for the docs and to know unknown ones. */
  public static final List<Setting<?>> ALL =
      List.of(
          DIRECTORY,
          ID,
          MAX_OPEN_FILES,
          COMMIT_INTERVAL,
          COMMIT_ROWS,
          SEALING_THREADS,
          RETRY_INTERVAL,
          RETENTION,
          UNKNOWN_RETENTION,
          MAX_WATCHERS,
          MAX_ACCOUNT_WATCHERS,
          MAX_DOWNLOADS,
          MAX_ACCOUNT_DOWNLOADS);

  /**
   * @throws io.winnow.kit.settings.SettingsException when a value is not what was expected
   */
  public static SinkSettings from(Settings settings) {
    return new SinkSettings(
        settings.get(DIRECTORY),
        settings.get(ID),
        new FilingSettings(
            settings.get(MAX_OPEN_FILES),
            settings.get(COMMIT_INTERVAL),
            settings.get(COMMIT_ROWS),
            settings.get(SEALING_THREADS),
            settings.get(RETRY_INTERVAL)),
        new RetentionSettings(settings.get(RETENTION), settings.get(UNKNOWN_RETENTION), LOOK_EVERY),
        new AtOnce.Bounds(settings.get(MAX_WATCHERS), settings.get(MAX_ACCOUNT_WATCHERS)),
        new AtOnce.Bounds(settings.get(MAX_DOWNLOADS), settings.get(MAX_ACCOUNT_DOWNLOADS)));
  }

  private static Setting<Duration> atLeast(Duration least, Setting<Duration> setting) {
    return new Setting<>(
        setting.key(),
        setting.expected() + ", at least " + least.toMillis() + " ms",
        setting.defaultText(),
        setting.description(),
        text -> {
          Duration value = setting.parser().apply(text);
          if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(text);
          }
          return value;
        });
  }
}
