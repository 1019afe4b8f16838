package io.winnow.standalone.cli;

import io.winnow.kit.logging.Logging;
import io.winnow.kit.process.OperatorSettings;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.KnownSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/**
 * Where a command for operators has its settings from, and through them its login to a cluster. Its
 * output is for people: of what is logged they see errors alone.
 */
final class CommandSettings {
  @Mixin private final OperatorSettings operators = new OperatorSettings();

  /**
   * All of them.
   *
   * @param kafka the cluster that the command line names, which wins; null when it names none
   * @throws io.winnow.kit.settings.SettingsException when one of them is wrong or unknown
   */
  Settings load(@Nullable String kafka) {
    Settings settings = operators.load(KnownSettings.ALL, Map.of("winnow.log.level", "error"));
    Logging.configure(settings);
    EmbeddedNoise.quiet();
    return kafka == null
        ? settings
        : settings.with(Map.of(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key(), kafka));
  }
}
