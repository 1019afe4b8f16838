package io.winnow.kit.settings;

import java.util.Collection;

/** The settings as one table of the docs, so that a test can compare the docs with the code. */
public final class SettingsTable {
  private SettingsTable() {}

  /** A table in Markdown, one row for each setting, in their order; ends with a line break. */
  public static String markdown(Collection<Setting<?>> settings) {
    StringBuilder table =
        new StringBuilder(
            """
            | Setting | Environment variable | Default | Expected | Meaning |
            |---|---|---|---|---|
            """);
    for (Setting<?> setting : settings) {
      table.append(
          "| `%s` | `%s` | %s | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.environmentVariable(),
                  setting.defaultText().isEmpty() ? "none" : "`" + setting.defaultText() + "`",
                  cell(setting.expected()),
                  cell(setting.description())));
    }
    return table.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
