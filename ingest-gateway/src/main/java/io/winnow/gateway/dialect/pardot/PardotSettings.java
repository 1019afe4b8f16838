package io.winnow.gateway.dialect.pardot;

import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import java.util.List;

/**
 * What an operator can set about the Pardot dialect.
 *
 * @param concurrentRequests of one account to one process, at least 1
 */
public record PardotSettings(int concurrentRequests) {
  public static final Setting<Integer> CONCURRENT_REQUESTS =
      Setting.integer(
          "winnow.pardot.concurrent-requests",
          5_000,
          1,
          1_000_000,
          "Most Pardot requests of an account that this process works on at the same moment; the"
              + " vendor has 5.");

  /** All of them, for the docs. */
  public static final List<Setting<?>> ALL = List.of(CONCURRENT_REQUESTS);

  public static PardotSettings from(Settings settings) {
    return new PardotSettings(settings.get(CONCURRENT_REQUESTS));
  }
}
