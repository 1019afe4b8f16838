package io.winnow.verifier.smtp;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the reply to EHLO offers (RFC 5321, section 4.1.1.1).
 *
 * @param keywords in upper case
 */
record Extensions(Set<String> keywords) {
  /** As HELO has it (RFC 5321, section 4.1.1.1), whatever its reply looks like. */
  static final Extensions NONE = new Extensions(Set.of());

  private static final int MAX_KEYWORDS = 64;
  private static final Pattern KEYWORD = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,63}");

  /** The first line is the server's name. */
  static Extensions of(SmtpReply ehlo) {
    return new Extensions(
        ehlo.text()
            .lines()
            .skip(1)
            .map(line -> firstWord(line).toUpperCase(Locale.ROOT))
            .filter(keyword -> KEYWORD.matcher(keyword).matches())
            .limit(MAX_KEYWORDS)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static String firstWord(String line) {
    String text = line.strip();
    int end = text.indexOf(' ');
    return end < 0 ? text : text.substring(0, end);
  }

  boolean pipelining() {
    return keywords.contains("PIPELINING");
  }

  boolean smtpUtf8() {
    return keywords.contains("SMTPUTF8");
  }

  boolean startTls() {
    return keywords.contains("STARTTLS");
  }
}
