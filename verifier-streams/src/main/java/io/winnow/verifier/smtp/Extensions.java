package io.winnow.verifier.smtp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the reply to EHLO or HELO tells (RFC 5321, section 4.1.1.1).
 *
 * @param serverName the first word; may be empty, and anything
 * @param keywords in upper case, in their order
 */
record Extensions(String serverName, Set<String> keywords) {
  private static final int MAX_KEYWORDS = 64;
  private static final int MAX_NAME = 255;
  private static final Pattern KEYWORD = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,63}");

  static Extensions of(SmtpReply reply) {
    List<String> lines = reply.text().lines().toList();
    Set<String> keywords = new LinkedHashSet<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String keyword = firstWord(line).toUpperCase(Locale.ROOT);
      if (keywords.size() < MAX_KEYWORDS && KEYWORD.matcher(keyword).matches()) {
        keywords.add(keyword);
      }
    }
    return new Extensions(lines.isEmpty() ? "" : firstWord(lines.getFirst()), Set.copyOf(keywords));
  }

  static String firstWord(String line) {
    String text = line.strip();
    int end = text.indexOf(' ');
    String word = end < 0 ? text : text.substring(0, end);
    return word.length() > MAX_NAME ? word.substring(0, MAX_NAME) : word;
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
