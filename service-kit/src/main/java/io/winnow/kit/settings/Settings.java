package io.winnow.kit.settings;

import java.util.HashMap;
import java.util.Map;

/** The values of all settings, of which the environment wins over the file. Immutable. */
public final class Settings {
  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** Settings with these texts and otherwise the defaults. */
  public static Settings of(Map<String, String> values) {
    return new Settings(values);
  }

  /** These settings with others on top. */
  public Settings with(Map<String, String> overrides) {
    Map<String, String> merged = new HashMap<>(values);
    merged.putAll(overrides);
    return new Settings(merged);
  }

  /** Whether the operator has set it. */
  public boolean has(Setting<?> setting) {
    return values.containsKey(setting.key());
  }

  /**
   * The value of a setting, or its default.
   *
   * @throws SettingsException when the value is not what was expected
   */
  public <T> T get(Setting<T> setting) {
    String text = values.getOrDefault(setting.key(), setting.defaultText()).strip();
    try {
      return setting.parser().apply(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new SettingsException(
          "%s: '%s' is not %s".formatted(setting.key(), text, setting.expected()));
    }
  }

  /** All values whose keys start so, with that start cut off. */
  public Map<String, String> startingWith(String prefix) {
    Map<String, String> found = new HashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }
}
