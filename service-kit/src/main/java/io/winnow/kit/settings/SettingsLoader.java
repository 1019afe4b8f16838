package io.winnow.kit.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings the file and the environment together and finds everything that is wrong with them. */
final class SettingsLoader {
  private static final String KAFKA = "winnow.kafka.";
  private static final String KAFKA_VARIABLE = "WINNOW_KAFKA_";
  private static final String VARIABLE = "WINNOW_";

  /** Read by the launcher, before there are settings. */
  private static final Set<String> LAUNCHER = Set.of("WINNOW_JAVA_OPTIONS");

  private static final Pattern KUBERNETES_NAME =
      Pattern.compile(
          ".+_SERVICE_(HOST|PORT(_.+)?)|.+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");
  private static final Pattern KUBERNETES_PORT = Pattern.compile("(tcp|udp|sctp)://.+");

  private final Map<String, Setting<?>> byKey = new LinkedHashMap<>();
  private final Map<String, Setting<?>> byVariable = new LinkedHashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> places = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  SettingsLoader(Collection<Setting<?>> known) {
    for (Setting<?> setting : known) {
      byKey.put(setting.key(), setting);
      Setting<?> other = byVariable.put(setting.environmentVariable(), setting);
      if (other != null && !other.key().equals(setting.key())) {
        throw new IllegalArgumentException(
            other.key() + " and " + setting.key() + " have one environment variable");
      }
    }
  }

  Settings load(@Nullable Path file, Map<String, String> environment) {
    if (file != null) {
      PropertiesFile.read(file).forEach(this::take);
    }
    new TreeMap<>(environment).forEach(this::take);
    Set<String> secrets =
        byKey.values().stream()
            .filter(Setting::secret)
            .map(Setting::key)
            .collect(Collectors.toSet());
    Settings settings = Settings.loaded(values, places, secrets);
    settings.faultsAmong(byKey.values()).forEach(faults::add);
    if (!faults.isEmpty()) {
      throw SettingsException.of(faults);
    }
    return settings;
  }

  private void take(PropertiesFile.Entry entry) {
    String key = entry.key();
    if (!byKey.containsKey(key) && !key.startsWith(KAFKA)) {
      faults.add(
          "%s: there is no setting %s; %s"
              .formatted(entry.place(), key, Nearest.advice(key, byKey.keySet())));
    } else if (values.containsKey(key)) {
      faults.add("%s: %s is set already, at %s".formatted(entry.place(), key, places.get(key)));
    } else {
      values.put(key, entry.value());
      places.put(key, entry.place());
    }
  }

  private void take(String variable, String value) {
    if (!variable.startsWith(VARIABLE)
        || value.isEmpty()
        || LAUNCHER.contains(variable)
        || isMadeByKubernetes(variable, value)) {
      return;
    }
    Setting<?> setting = byVariable.get(variable);
    if (setting != null) {
      put(setting.key(), variable, value);
    } else if (variable.startsWith(KAFKA_VARIABLE)) {
      String rest = variable.substring(KAFKA_VARIABLE.length());
      put(KAFKA + rest.toLowerCase(Locale.ROOT).replace('_', '.'), variable, value);
    } else {
      faults.add(
          "environment variable %s: there is no such setting; %s"
              .formatted(variable, Nearest.advice(variable, byVariable.keySet())));
    }
  }

  private void put(String key, String variable, String value) {
    values.put(key, value);
    places.put(key, "environment variable " + variable);
  }

  private static boolean isMadeByKubernetes(String variable, String value) {
    return KUBERNETES_NAME.matcher(variable).matches()
        || (variable.endsWith("_PORT") && KUBERNETES_PORT.matcher(value).matches());
  }
}
