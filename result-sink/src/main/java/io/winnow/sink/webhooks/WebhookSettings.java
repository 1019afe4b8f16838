package io.winnow.sink.webhooks;

import io.winnow.kit.access.AccessSettings;
import io.winnow.kit.network.PrivateTargets;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How webhooks are told.
 *
 * @param enabled whether they are
 * @param stateDirectory for Kafka Streams; of this process alone
 * @param secret of which the accounts' secrets are made; empty for one that is kept with the
 *     results
 * @param previousSecret the one before, with which everything is signed as well; empty for none
 * @param targets which addresses that are not public may be connected to
 * @param httpsOnly whether plain http is refused
 * @param connectTimeout how long a receiver has to accept a connection
 * @param timeout how long an attempt may take in all
 * @param retryDelays after the first attempt, after the second one …; the last one again and again
 * @param retryFor how long an event is tried; no attempt begins later
 * @param idSecret see {@link AccessSettings#ID_SECRET}
 */
public record WebhookSettings(
    boolean enabled,
    Path stateDirectory,
    String secret,
    String previousSecret,
    PrivateTargets targets,
    boolean httpsOnly,
    Duration connectTimeout,
    Duration timeout,
    List<Duration> retryDelays,
    Duration retryFor,
    String idSecret) {

  public static final Setting<Boolean> ENABLED =
      Setting.flag("winnow.webhooks.enabled", true, "Whether webhooks of jobs are told.");
  public static final Setting<Path> STATE_DIRECTORY =
      Setting.path(
          "winnow.webhooks.state-directory",
          "data/webhooks",
          "Where Kafka Streams keeps what is to be delivered; of one process alone.");
  public static final Setting<String> SECRET =
      Setting.secret(
          "winnow.webhooks.secret",
          "What the accounts' signing secrets are made of; the same for all sinks. Empty: one is"
              + " drawn and kept in the directory of results.");
  public static final Setting<String> PREVIOUS_SECRET =
      Setting.secret(
          "winnow.webhooks.previous-secret",
          "The secret before; while it is set, webhooks are signed with both.");
  public static final Setting<PrivateTargets> ALLOW_PRIVATE_TARGETS =
      new Setting<>(
          "winnow.webhooks.allow-private-targets",
          "true, false, or networks such as 10.1.0.0/16 or fd00::/8, separated by commas",
          "false",
          "Whether, or in which networks, webhooks in private address ranges may be told.",
          PrivateTargets::parse);
  public static final Setting<Boolean> HTTPS_ONLY =
      Setting.flag(
          "winnow.webhooks.https-only", false, "Whether webhooks by plain http are refused.");
  public static final Setting<Duration> CONNECT_TIMEOUT =
      positive(
          Setting.duration(
              "winnow.webhooks.connect-timeout", "5 s", "How long a receiver has to accept."));
  public static final Setting<Duration> TIMEOUT =
      positive(
          Setting.duration(
              "winnow.webhooks.timeout", "15 s", "How long one attempt may take in all."));
  public static final Setting<List<Duration>> RETRY_DELAYS =
      new Setting<>(
          "winnow.webhooks.retry-delays",
          "times such as 5 s, 1 min, separated by commas, at least one",
          "5 s, 30 s, 2 min, 5 min, 15 min, 30 min, 1 h",
          "How long to wait after each failed attempt; the last one is used again and again.",
          WebhookSettings::delays);
  public static final Setting<Duration> RETRY_FOR =
      Setting.duration(
          "winnow.webhooks.retry-for", "24 h", "How long an event is tried before it is given up.");

  public static final List<Setting<?>> ALL =
      List.of(
          ENABLED,
          STATE_DIRECTORY,
          SECRET,
          PREVIOUS_SECRET,
          ALLOW_PRIVATE_TARGETS,
          HTTPS_ONLY,
          CONNECT_TIMEOUT,
          TIMEOUT,
          RETRY_DELAYS,
          RETRY_FOR);

  public WebhookSettings {
    retryDelays = List.copyOf(retryDelays);
  }

  /**
   * @throws io.winnow.kit.settings.SettingsException when one of them is wrong
   */
  public static WebhookSettings from(Settings settings) {
    return new WebhookSettings(
        settings.get(ENABLED),
        settings.get(STATE_DIRECTORY),
        settings.get(SECRET),
        settings.get(PREVIOUS_SECRET),
        settings.get(ALLOW_PRIVATE_TARGETS),
        settings.get(HTTPS_ONLY),
        settings.get(CONNECT_TIMEOUT),
        settings.get(TIMEOUT),
        settings.get(RETRY_DELAYS),
        settings.get(RETRY_FOR),
        settings.get(AccessSettings.ID_SECRET));
  }

  private static List<Duration> delays(String text) {
    List<Duration> delays =
        Arrays.stream(text.split(",", -1)).map(String::strip).map(RETRY_FOR.parser()).toList();
    if (delays.stream().anyMatch(delay -> !delay.isPositive())) {
      throw new IllegalArgumentException(text);
    }
    return delays;
  }

  private static Setting<Duration> positive(Setting<Duration> setting) {
    return new Setting<>(
        setting.key(),
        setting.expected(),
        setting.defaultText(),
        setting.description(),
        text -> {
          Duration value = setting.parser().apply(text);
          if (!value.isPositive()) {
            throw new IllegalArgumentException(text);
          }
          return value;
        });
  }
}
