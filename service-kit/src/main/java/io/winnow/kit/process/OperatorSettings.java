package io.winnow.kit.process;

import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command's settings come from. */
public final class OperatorSettings {
  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "A properties file with settings; WINNOW_… in the environment wins over it.")
  private @Nullable Path file;

  /**
   * Settings of the file and the environment, over defaults of the command's own.
   *
   * @param known all settings that the command understands
   * @throws io.winnow.kit.settings.SettingsException when one of them is wrong or unknown
   */
  public Settings load(Collection<Setting<?>> known, Map<String, String> defaults) {
    Settings operators = Settings.load(file, System.getenv(), known);
    return Settings.of(defaults).with(operators.startingWith(""));
  }
}
