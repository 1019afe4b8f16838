package io.winnow.kit.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings the file and the environment together and finds everything that is wrong with them. */
final class SettingsLoader {
  private static final String KAFKA = "winnow.kafka.";
  private static final String KAFKA_VARIABLE = "WINNOW_KAFKA_";
  private static final String VARIABLE = "WINNOW_";
  private static final String FILE_VARIABLE = "_FILE";

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
  private final Set<String> fromFiles = new HashSet<>();
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
    Set<String> secrets = new HashSet<>(fromFiles); // who keeps a value apart means to hide it
    byKey.values().stream().filter(Setting::secret).map(Setting::key).forEach(secrets::add);
    Settings settings = Settings.loaded(values, places, secrets);
    settings.faultsAmong(byKey.values()).forEach(faults::add);
    if (!faults.isEmpty()) {
      throw SettingsException.of(faults);
    }
    return settings;
  }

  private void take(PropertiesFile.Entry entry) {
    String key = entry.key();
    Optional<String> inFile = ValueFile.settingOf(key, byKey.keySet());
    if (inFile.isPresent()) {
      contents(inFile.get(), entry.place(), entry.value())
          .ifPresent(value -> take(new PropertiesFile.Entry(inFile.get(), value, entry.place())));
    } else if (!byKey.containsKey(key) && !key.startsWith(KAFKA)) {
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

  /** What is in the file that holds a setting's value; nothing, and a fault, if that fails. */
  private Optional<String> contents(String key, String place, String file) {
    fromFiles.add(key);
    try {
      return Optional.of(ValueFile.read(file));
    } catch (SettingsException e) {
      faults.add("%s: %s: %s".formatted(place, key, e.getMessage()));
      return Optional.empty();
    }
  }

  private void take(String variable, String value) {
    if (!variable.startsWith(VARIABLE)
        || value.isEmpty()
        || LAUNCHER.contains(variable)
        || isMadeByKubernetes(variable, value)) {
      return;
    }
    String place = "environment variable " + variable;
    @Nullable String key = keyOf(variable);
    if (key == null) {
      faults.add(
          "%s: there is no such setting; %s"
              .formatted(place, Nearest.advice(variable, byVariable.keySet())));
      return;
    }
    Optional<String> inFile = ValueFile.settingOf(key, byKey.keySet());
    if (inFile.isEmpty()) {
      put(key, place, value);
    } else if (place.equals(places.get(inFile.get()) + FILE_VARIABLE)) {
      faults.add(
          "%s: %s is set already, at %s".formatted(place, inFile.get(), places.get(inFile.get())));
    } else {
      contents(inFile.get(), place, value).ifPresent(text -> put(inFile.get(), place, text));
    }
  }

  /** The key that a variable stands for, perhaps one that names a file; null when there is none. */
  private @Nullable String keyOf(String variable) {
    Setting<?> setting = byVariable.get(variable);
    if (setting != null) {
      return setting.key();
    }
    if (variable.startsWith(KAFKA_VARIABLE)) {
      String rest = variable.substring(KAFKA_VARIABLE.length());
      return KAFKA + rest.toLowerCase(Locale.ROOT).replace('_', '.');
    }
    if (!variable.endsWith(FILE_VARIABLE)) {
      return null;
    }
    Setting<?> inFile =
        byVariable.get(variable.substring(0, variable.length() - FILE_VARIABLE.length()));
    return inFile == null ? null : inFile.key() + ValueFile.SUFFIX;
  }

  private void put(String key, String place, String value) {
    values.put(key, value);
    places.put(key, place);
  }

  private static boolean isMadeByKubernetes(String variable, String value) {
    return KUBERNETES_NAME.matcher(variable).matches()
        || (variable.endsWith("_PORT") && KUBERNETES_PORT.matcher(value).matches());
  }
}
