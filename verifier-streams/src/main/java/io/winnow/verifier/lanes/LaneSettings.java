package io.winnow.verifier.lanes;

import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How lanes work, beside what the table of operators says of each.
 *
 * @param operatorsFile in place of the table that comes with Winnow
 * @param rate how many times as many connections and recipients per minute as the table says
 * @param reuseSessions whether a session serves several mailboxes
 * @param maxConnections of all lanes of a process together
 * @param sessionIdle how long a session is kept for the next mailbox
 * @param reconnects how often a mailbox is asked anew after the server hung up
 * @param hostFailureFor how long a host that could not be asked is not dialled again
 * @param longestPause how long a lane asks nothing at most, whatever the server or the table says
 * @param catchAllWait how long a mailbox waits for the random probe that another one has begun
 * @param catchAllYesFor how long a domain is known to accept any local part
 * @param catchAllNoFor how long it is known not to
 * @param catchAllInconclusiveFor how long it is not asked again when that was not to be learnt
 */
public record LaneSettings(
    Optional<Path> operatorsFile,
    double rate,
    boolean reuseSessions,
    int maxConnections,
    Duration sessionIdle,
    int reconnects,
    Duration hostFailureFor,
    Duration longestPause,
    Duration catchAllWait,
    Duration catchAllYesFor,
    Duration catchAllNoFor,
    Duration catchAllInconclusiveFor) {

  public static final Setting<Optional<Path>> OPERATORS_FILE =
      new Setting<>(
          "winnow.smtp.operators-file",
          "a path",
          "",
          "Mail operators and how much each is asked; empty for the table that comes with Winnow.",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text)));
  public static final Setting<Integer> RATE =
      Setting.integer(
          "winnow.smtp.rate-percent",
          100,
          1,
          1_000_000,
          "Connections and recipients per minute, in percent of what the table of operators says.");
  public static final Setting<Boolean> REUSE_SESSIONS =
      Setting.flag(
          "winnow.smtp.reuse-sessions",
          true,
          "Whether several mailboxes are asked for on one connection.");
  public static final Setting<Integer> MAX_CONNECTIONS =
      Setting.integer(
          "winnow.smtp.max-connections",
          500,
          1,
          100_000,
          "Connections to mail servers at a time, of one process.");
  public static final Setting<Duration> SESSION_IDLE =
      Setting.duration(
          "winnow.smtp.session-idle",
          "2 s",
          "How long a connection is kept open for the next mailbox.");
  public static final Setting<Integer> RECONNECTS =
      Setting.integer(
          "winnow.smtp.reconnects",
          2,
          0,
          10,
          "How often a mailbox is asked anew at once after the mail server hung up.");
  public static final Setting<Duration> HOST_FAILURE_FOR =
      Setting.duration(
          "winnow.smtp.host-failure-for",
          "10 s",
          "How long a mail host that could not be asked is not connected to again.");
  public static final Setting<Duration> LONGEST_PAUSE =
      Setting.duration(
          "winnow.smtp.longest-pause",
          "2 h",
          "How long an operator that finds us too fast is left alone at most.");
  public static final Setting<Duration> CATCH_ALL_WAIT =
      Setting.duration(
          "winnow.smtp.catch-all-wait",
          "60 s",
          "How long a mailbox waits until another one of its domain has learnt whether it is"
              + " catch-all.");
  public static final Setting<Duration> CATCH_ALL_YES_FOR =
      Setting.duration(
          "winnow.smtp.catch-all-yes-for",
          "7 d",
          "How long a domain is known to be catch-all before it is asked again.");
  public static final Setting<Duration> CATCH_ALL_NO_FOR =
      Setting.duration(
          "winnow.smtp.catch-all-no-for",
          "24 h",
          "How long a domain is known not to be catch-all.");
  public static final Setting<Duration> CATCH_ALL_INCONCLUSIVE_FOR =
      Setting.duration(
          "winnow.smtp.catch-all-inconclusive-for",
          "1 h",
          "How long a domain is not asked again when that was not to be learnt.");

  public static final List<Setting<?>> ALL =
      List.of(
          OPERATORS_FILE,
          RATE,
          REUSE_SESSIONS,
          MAX_CONNECTIONS,
          SESSION_IDLE,
          RECONNECTS,
          HOST_FAILURE_FOR,
          LONGEST_PAUSE,
          CATCH_ALL_WAIT,
          CATCH_ALL_YES_FOR,
          CATCH_ALL_NO_FOR,
          CATCH_ALL_INCONCLUSIVE_FOR);

  /**
   * @throws io.winnow.kit.settings.SettingsException when one of them is wrong
   */
  public static LaneSettings from(Settings settings) {
    return new LaneSettings(
        settings.get(OPERATORS_FILE),
        settings.get(RATE) / 100.0,
        settings.get(REUSE_SESSIONS),
        settings.get(MAX_CONNECTIONS),
        settings.get(SESSION_IDLE),
        settings.get(RECONNECTS),
        settings.get(HOST_FAILURE_FOR),
        settings.get(LONGEST_PAUSE),
        settings.get(CATCH_ALL_WAIT),
        settings.get(CATCH_ALL_YES_FOR),
        settings.get(CATCH_ALL_NO_FOR),
        settings.get(CATCH_ALL_INCONCLUSIVE_FOR));
  }
}
