package io.winnow.verifier.smtp;

/** What others wrote, made safe to be shown, logged and kept. */
final class Printable {
  private Printable() {}

  /** The text with a space for each tab, and U+FFFD for each other control. */
  static String of(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      printable.append(c == '\t' ? ' ' : Character.isISOControl(c) ? '\uFFFD' : c);
    }
    return printable.toString();
  }
}
