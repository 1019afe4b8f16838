package io.winnow.standalone.cli;

import io.winnow.kit.settings.Settings;
import io.winnow.standalone.KnownSettings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command's settings come from. */
final class OperatorSettings {
  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "A properties file with settings; WINNOW_… in the environment wins over it.")
  private @Nullable Path file;

  /** Settings of the file and the environment, over defaults of the command's own. */
  Settings load(Map<String, String> defaults) {
    Settings operators = Settings.load(file, System.getenv(), KnownSettings.ALL);
    return Settings.of(defaults).with(operators.startingWith(""));
  }
}
