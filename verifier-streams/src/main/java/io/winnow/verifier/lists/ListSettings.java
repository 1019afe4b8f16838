package io.winnow.verifier.lists;

import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where lists come from.
 *
 * @param directory of files that take the place of built-in lists; empty for none
 * @param reloadInterval how often the directory is looked at; at least 100 ms
 * @param disposable which list of disposable domains counts
 */
public record ListSettings(
    Optional<Path> directory, Duration reloadInterval, DisposableChoice disposable) {

  public static final Setting<Optional<Path>> DIRECTORY =
      new Setting<>(
          "winnow.lists.directory",
          "a path",
          "",
          "A directory with lists of your own, each in the place of the built-in one of its name.",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)));
  public static final Setting<Duration> RELOAD_INTERVAL = interval();
  public static final Setting<DisposableChoice> DISPOSABLE =
      Setting.choice(
          "winnow.lists.disposable",
          DisposableChoice.CURATED,
          "Which list of disposable domains counts: the curated one, or the aggregated one, which "
              + "finds more and holds some domains wrongly.");

  public static final List<Setting<?>> ALL = List.of(DIRECTORY, RELOAD_INTERVAL, DISPOSABLE);

  private static Setting<Duration> interval() {
    Setting<Duration> any =
        Setting.duration(
            "winnow.lists.reload-interval",
            "30 s",
            "How often the directory of lists is looked at for new ones.");
    return new Setting<>(
        any.key(),
        any.expected() + ", at least 100 ms",
        any.defaultText(),
        any.description(),
        text -> {
          Duration interval = any.parser().apply(text);
          if (interval.toMillis() < 100) {
            throw new IllegalArgumentException(text);
          }
          return interval;
        });
  }

  /**
   * @throws io.winnow.kit.settings.SettingsException when one of them is wrong
   */
  public static ListSettings from(Settings settings) {
    return new ListSettings(
        settings.get(DIRECTORY), settings.get(RELOAD_INTERVAL), settings.get(DISPOSABLE));
  }

  /** What is built in, and nothing else. */
  public static ListSettings builtIn() {
    return new ListSettings(Optional.empty(), Duration.ofDays(1), DisposableChoice.CURATED);
  }
}
