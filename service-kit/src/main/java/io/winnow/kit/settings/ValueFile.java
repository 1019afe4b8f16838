package io.winnow.kit.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A file with nothing but the value of one setting, such as a secret that a container is given. The
 * setting's key, with {@code .file} behind it, says where it is.
 */
final class ValueFile {
  /** Ends the key that names the file. */
  static final String SUFFIX = ".file";

  private static final String KAFKA = "winnow.kafka.";
  private static final Pattern KIND =
      Pattern.compile("^(producer|consumer|admin|streams(\\.((main|restore|global)\\.)?\\w+)?)\\.");

  private ValueFile() {}

  /**
   * The key of the setting whose value is in the file that this key names; empty when this is a
   * setting by itself, or none.
   *
   * @param known the keys of all settings
   */
  static Optional<String> settingOf(String key, Set<String> known) {
    if (!key.endsWith(SUFFIX) || known.contains(key)) {
      return Optional.empty();
    }
    String setting = key.substring(0, key.length() - SUFFIX.length());
    boolean passedOn = setting.startsWith(KAFKA) && !isKafkas(key.substring(KAFKA.length()));
    return passedOn || known.contains(setting) ? Optional.of(setting) : Optional.empty();
  }

  /** Kafka has a few keys that end so. */
  private static boolean isKafkas(String key) {
    return AdminClientConfig.configNames().contains(KIND.matcher(key).replaceFirst(""));
  }

  /**
   * What is in the file, without line breaks and blanks around it.
   *
   * @throws SettingsException when it cannot be read; without the place of the setting
   */
  static String read(String file) {
    try {
      return Files.readString(Path.of(file.strip())).strip();
    } catch (NoSuchFileException e) {
      throw new SettingsException("the file " + file + " does not exist");
    } catch (CharacterCodingException e) {
      throw new SettingsException("the file " + file + " is not in UTF-8");
    } catch (IOException | InvalidPathException e) {
      throw new SettingsException("the file " + file + " cannot be read: " + e);
    }
  }
}
