package io.winnow.kit.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The entries of a properties file ({@link Properties#load(java.io.Reader)}) in UTF-8, each with
 * the line it begins on.
 */
final class PropertiesFile {
  private PropertiesFile() {}

  /**
   * @param place file and line, such as {@code winnow.properties:3}
   */
  record Entry(String key, String value, String place) {}

  /**
   * @throws SettingsException when the file cannot be read or is not such a file
   */
  static List<Entry> read(Path file) {
    List<Entry> entries = new ArrayList<>();
    List<String> lines = lines(file);
    int first = 0;
    while (first < lines.size()) {
      int next = first + 1;
      StringBuilder logical = new StringBuilder(lines.get(first));
      while (next < lines.size() && continues(logical)) {
        logical.append('\n').append(lines.get(next));
        next++;
      }
      addTo(entries, logical.toString(), file + ":" + (first + 1));
      first = next;
    }
    return entries;
  }

  private static List<String> lines(Path file) {
    try {
      String text = Files.readString(file);
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    } catch (NoSuchFileException e) {
      throw new SettingsException("settings file " + file + " does not exist");
    } catch (CharacterCodingException e) {
      throw new SettingsException("settings file " + file + " is not in UTF-8");
    } catch (IOException e) {
      throw new SettingsException("settings file " + file + " cannot be read: " + e);
    }
  }

  private static void addTo(List<Entry> entries, String logicalLine, String place) {
    Properties one = new Properties();
    try {
      one.load(new StringReader(logicalLine));
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(place + ": " + e.getMessage());
    }
    for (String key : one.stringPropertyNames()) {
      entries.add(new Entry(key, one.getProperty(key, ""), place));
    }
  }

  private static boolean continues(CharSequence line) {
    String stripped = line.toString().stripLeading();
    if (stripped.startsWith("#") || stripped.startsWith("!")) {
      return false;
    }
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
