package io.winnow.verifier.probing;

import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.verifier.lanes.LaneSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * When mailboxes are asked again, and how long answers are believed.
 *
 * @param reuseFor how long an answer serves other rows with the same address; zero for never
 * @param greylistDelays before each further time that a greylisting server is asked, where its
 *     reply names no time
 * @param leastGreylistDelay a time that a reply names counts for at least so long
 * @param mostGreylistDelay and at most so long
 * @param retryDelays before each further time after trouble that may pass
 * @param catchAllFor how long it is believed that a domain accepts any local part
 * @param notCatchAllFor how long it is believed that a domain refuses unknown local parts
 * @param inconclusiveFor how long a domain is not asked again that has said neither
 */
public record ProbingSettings(
    Duration reuseFor,
    List<Duration> greylistDelays,
    Duration leastGreylistDelay,
    Duration mostGreylistDelay,
    List<Duration> retryDelays,
    Duration catchAllFor,
    Duration notCatchAllFor,
    Duration inconclusiveFor) {

  private static final Setting<Duration> ANY_DURATION = Setting.duration("any", "1 s", "Any.");

  public static final Setting<Duration> REUSE_FOR =
      new Setting<>(
          "winnow.reuse-for",
          "a time such as 30 min, 24 h or 7 d, or 0",
          "24 h",
          "How long an answer of a mail server serves other rows with the same address; 0 for"
              + " never.",
          text -> text.equals("0") ? Duration.ZERO : ANY_DURATION.parser().apply(text));
  public static final Setting<List<Duration>> GREYLIST_DELAYS =
      delays(
          "winnow.smtp.greylist-delays",
          "6 min, 20 min, 60 min",
          "After each of these delays a mailbox is asked again whose server greylists, where its"
              + " reply names no time; then it is unknown.");
  public static final Setting<Duration> LEAST_GREYLIST_DELAY =
      Setting.duration(
          "winnow.smtp.least-greylist-delay",
          "1 min",
          "A time that a greylisting server names counts for at least so long.");
  public static final Setting<Duration> MOST_GREYLIST_DELAY =
      Setting.duration(
          "winnow.smtp.most-greylist-delay",
          "60 min",
          "A time that a greylisting server names counts for at most so long.");
  public static final Setting<List<Duration>> RETRY_DELAYS =
      delays(
          "winnow.smtp.retry-delays",
          "1 min, 5 min, 20 min",
          "After each of these delays a mailbox is asked again that trouble kept from being asked;"
              + " then it is unknown.");
  public static final List<Setting<?>> ALL =
      List.of(REUSE_FOR, GREYLIST_DELAYS, LEAST_GREYLIST_DELAY, MOST_GREYLIST_DELAY, RETRY_DELAYS);

  public ProbingSettings {
    greylistDelays = List.copyOf(greylistDelays);
    retryDelays = List.copyOf(retryDelays);
  }

  /**
   * @throws io.winnow.kit.settings.SettingsException when one of them is wrong
   */
  public static ProbingSettings from(Settings settings) {
    return new ProbingSettings(
        settings.get(REUSE_FOR),
        settings.get(GREYLIST_DELAYS),
        settings.get(LEAST_GREYLIST_DELAY),
        settings.get(MOST_GREYLIST_DELAY),
        settings.get(RETRY_DELAYS),
        settings.get(LaneSettings.CATCH_ALL_YES_FOR),
        settings.get(LaneSettings.CATCH_ALL_NO_FOR),
        settings.get(LaneSettings.CATCH_ALL_INCONCLUSIVE_FOR));
  }

  private static Setting<List<Duration>> delays(String key, String defaults, String description) {
    return new Setting<>(
        key,
        "times such as 2 s, 5 min, separated by commas",
        defaults,
        description,
        text ->
            Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(ANY_DURATION.parser())
                .toList());
  }
}
