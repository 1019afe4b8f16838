package io.winnow.gateway.flow;

import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import java.time.Duration;
import java.util.List;

/**
 * What an operator can set about uploads under way.
 *
 * @param uploads most at a time, at least 1
 * @param accountUploads most of one account at a time, at least 1
 * @param leastBytesPerSecond that a client has to send; 0 for none
 * @param window over which that is averaged, positive
 * @param spoolBytes most bytes of lists on the spool; 0 for no bound
 */
public record FlowSettings(
    int uploads, int accountUploads, long leastBytesPerSecond, Duration window, long spoolBytes) {

  public static final Setting<Integer> UPLOADS =
      Setting.integer(
          "winnow.limits.concurrent-uploads",
          64,
          1,
          10_000,
          "Most lists received at a time; each takes up to 2 MiB of memory.");

  public static final Setting<Integer> ACCOUNT_UPLOADS =
      Setting.integer(
          "winnow.limits.account-uploads",
          16,
          1,
          10_000,
          "Most lists of one account received at a time, unless the account has a limit of its"
              + " own.");

  public static final Setting<Long> LEAST_RATE =
      Setting.bytes(
          "winnow.limits.upload-rate",
          "1 KiB",
          "Least bytes a second that a client has to send of its list while it is waited for; 0 B"
              + " for none.");

  public static final Setting<Duration> RATE_WINDOW =
      Setting.duration(
          "winnow.limits.upload-rate-window", "30 s", "The time over which that is averaged.");

  public static final Setting<Long> SPOOL_BYTES =
      Setting.bytes(
          "winnow.spool.max-bytes",
          "0 B",
          "Most bytes of lists on the spool at a time; 0 B for as many as its disk has room for.");

  /** All of them, for the docs. */
  public static final List<Setting<?>> ALL =
      List.of(UPLOADS, ACCOUNT_UPLOADS, LEAST_RATE, RATE_WINDOW, SPOOL_BYTES);

  /**
   * @throws SettingsException when one of them is wrong
   */
  public static FlowSettings from(Settings settings) {
    Duration window = settings.get(RATE_WINDOW);
    if (window.isZero() || window.compareTo(Duration.ofHours(1)) > 0) {
      throw new SettingsException(RATE_WINDOW.key() + ": " + window + " is not from 1 ms to 1 h");
    }
    return new FlowSettings(
        settings.get(UPLOADS),
        settings.get(ACCOUNT_UPLOADS),
        settings.get(LEAST_RATE),
        window,
        settings.get(SPOOL_BYTES));
  }
}
