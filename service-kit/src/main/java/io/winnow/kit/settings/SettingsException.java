package io.winnow.kit.settings;

/** A setting is wrong; the message names the key, the value and what was expected. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
