package io.winnow.verifier;

import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.verifier.admission.AdmissionSettings;
import io.winnow.verifier.directory.DirectorySettings;
import io.winnow.verifier.lanes.LaneSettings;
import io.winnow.verifier.lists.ListSettings;
import io.winnow.verifier.probing.ProbingSettings;
import io.winnow.verifier.resolve.ResolveSettings;
import io.winnow.verifier.smtp.SmtpSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the verifier runs.
 *
 * @param roles what this process does
 * @param stateDirectory for Kafka Streams; of this process alone
 * @param verificationThreads stream threads that verify
 * @param probingThreads stream threads that have mailboxes asked for
 * @param accountingThreads stream threads that count
 * @param commitInterval from one transaction to the next
 * @param maxInFlight rows of one partition that wait for the DNS at a time
 * @param resolve how the DNS is asked
 * @param lists where lists come from
 * @param smtp how mail servers are asked
 * @param lanes how much of that there is at a time
 * @param probing when mailboxes are asked again, and how long answers are believed
 * @param admission how lists are admitted and paid for
 * @param directory how contacts are kept
 */
public record VerifierSettings(
    Set<Role> roles,
    Path stateDirectory,
    int verificationThreads,
    int probingThreads,
    int accountingThreads,
    Duration commitInterval,
    int maxInFlight,
    ResolveSettings resolve,
    ListSettings lists,
    SmtpSettings smtp,
    LaneSettings lanes,
    ProbingSettings probing,
    AdmissionSettings admission,
    DirectorySettings directory) {

  public static final Setting<Set<Role>> ROLES =
      Setting.choices(
          "winnow.verifier.roles",
          EnumSet.allOf(Role.class),
          "What this process does: verify (lists and the DNS), probe (mail servers), accounts"
              + " (admission, counting, credits). Each has to be done by some process.");
  public static final Setting<Path> STATE_DIRECTORY =
      Setting.path(
          "winnow.verifier.state-directory",
          "data/verifier",
          "Where Kafka Streams keeps its state; of one process alone.");
  public static final Setting<Integer> VERIFICATION_THREADS =
      Setting.integer(
          "winnow.verifier.verification-threads", 2, 1, 256, "Stream threads that verify.");
  public static final Setting<Integer> PROBING_THREADS =
      Setting.integer(
          "winnow.verifier.probing-threads",
          1,
          1,
          256,
          "Stream threads that have mailboxes asked for.");
  public static final Setting<Integer> ACCOUNTING_THREADS =
      Setting.integer(
          "winnow.verifier.accounting-threads", 1, 1, 64, "Stream threads that count and admit.");
  public static final Setting<Duration> COMMIT_INTERVAL =
      Setting.duration(
          "winnow.verifier.commit-interval",
          "200 ms",
          "From one transaction to the next: the delay after which a verdict is seen.");
  public static final Setting<Integer> MAX_IN_FLIGHT =
      Setting.integer(
          "winnow.verifier.max-in-flight",
          50_000,
          1,
          1_000_000,
          "Rows of one partition that wait for the DNS at a time.");

  public static final List<Setting<?>> ALL =
      Stream.of(
              List.of(
                  ROLES,
                  STATE_DIRECTORY,
                  VERIFICATION_THREADS,
                  PROBING_THREADS,
                  ACCOUNTING_THREADS,
                  COMMIT_INTERVAL,
                  MAX_IN_FLIGHT),
              ListSettings.ALL,
              ResolveSettings.ALL,
              SmtpSettings.ALL,
              LaneSettings.ALL,
              ProbingSettings.ALL,
              AdmissionSettings.ALL,
              DirectorySettings.ALL)
          .<Setting<?>>flatMap(Collection::stream)
          .toList();

  /**
   * @throws io.winnow.kit.settings.SettingsException when one of them is wrong
   */
  public static VerifierSettings from(Settings settings) {
    return new VerifierSettings(
        settings.get(ROLES),
        settings.get(STATE_DIRECTORY),
        settings.get(VERIFICATION_THREADS),
        settings.get(PROBING_THREADS),
        settings.get(ACCOUNTING_THREADS),
        settings.get(COMMIT_INTERVAL),
        settings.get(MAX_IN_FLIGHT),
        ResolveSettings.from(settings),
        ListSettings.from(settings),
        SmtpSettings.from(settings),
        LaneSettings.from(settings),
        ProbingSettings.from(settings),
        AdmissionSettings.from(settings),
        DirectorySettings.from(settings));
  }

  /** Whether this process asks mail servers. */
  boolean probes() {
    return roles.contains(Role.PROBE) && !smtp.identity().isEmpty();
  }
}
