package io.winnow.kit.settings;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of all settings, of which the environment wins over the file. Immutable. */
public final class Settings {
  /** Keys of Kafka's own clients are passed through, and Winnow does not know their secrets. */
  private static final Pattern SECRET_BY_NAME =
      Pattern.compile(
          "password|secret|token|credential|jaas|private|\\.key$|api-?key",
          Pattern.CASE_INSENSITIVE);

  private final Map<String, String> values;
  private final Map<String, String> places;
  private final Set<String> secrets;

  private Settings(Map<String, String> values, Map<String, String> places, Set<String> secrets) {
    this.values = Map.copyOf(values);
    this.places = Map.copyOf(places);
    this.secrets = Set.copyOf(secrets);
  }

  /** Settings with these texts and otherwise the defaults. Nothing is checked but what is read. */
  public static Settings of(Map<String, String> values) {
    return new Settings(values, Map.of(), Set.of());
  }

  /**
   * Settings from a file and the environment. An environment variable that is empty counts as not
   * set; an empty value in the file is a value. Variables that Kubernetes makes for a service whose
   * name begins with {@code winnow} are not settings.
   *
   * @param file properties in UTF-8; null when there is none
   * @param environment all variables of the process; those without {@code WINNOW_} do not count
   * @param known all settings that this process understands, beside {@code winnow.kafka.*}
   * @throws SettingsException when the file cannot be read, when a key is unknown or stands twice,
   *     or when a value is wrong; the message names all faults at once
   */
  public static Settings load(
      @Nullable Path file, Map<String, String> environment, Collection<Setting<?>> known) {
    return new SettingsLoader(known).load(file, environment);
  }

  static Settings loaded(
      Map<String, String> values, Map<String, String> places, Set<String> secrets) {
    return new Settings(values, places, secrets);
  }

  /** These settings with others on top. */
  public Settings with(Map<String, String> overrides) {
    Map<String, String> merged = new HashMap<>(values);
    merged.putAll(overrides);
    Map<String, String> stillThere = new HashMap<>(places);
    stillThere.keySet().removeAll(overrides.keySet());
    return new Settings(merged, stillThere, secrets);
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
      String shown = setting.secret() || isSecret(setting.key()) ? "its value" : "'" + text + "'";
      String place = places.containsKey(setting.key()) ? places.get(setting.key()) + ": " : "";
      throw new SettingsException(
          "%s%s: %s is not %s".formatted(place, setting.key(), shown, setting.expected()));
    }
  }

  /** What is wrong with the values of these settings, in their order. */
  List<String> faultsAmong(Collection<Setting<?>> known) {
    return known.stream().flatMap(setting -> faultOf(setting).stream()).toList();
  }

  private List<String> faultOf(Setting<?> setting) {
    try {
      get(setting);
      return List.of();
    } catch (SettingsException e) {
      return List.of(String.valueOf(e.getMessage()));
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

  private boolean isSecret(String key) {
    return secrets.contains(key) || SECRET_BY_NAME.matcher(key).find();
  }

  /** What the operator has set, by key, with secrets hidden. */
  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>(values);
    shown.replaceAll((key, value) -> isSecret(key) ? "[hidden]" : value);
    return shown.toString();
  }
}
