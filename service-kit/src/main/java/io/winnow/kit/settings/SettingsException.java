package io.winnow.kit.settings;

import java.util.List;

/** Settings are wrong; the message names the key, the value and what was expected. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }

  /**
   * Several faults at once, one a line.
   *
   * @param faults at least one
   */
  static SettingsException of(List<String> faults) {
    if (faults.size() == 1) {
      return new SettingsException(faults.getFirst());
    }
    return new SettingsException(
        faults.size() + " settings are wrong:\n  " + String.join("\n  ", faults));
  }
}
