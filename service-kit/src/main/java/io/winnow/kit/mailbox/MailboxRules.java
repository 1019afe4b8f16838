package io.winnow.kit.mailbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What providers make of local parts. Immutable. */
final class MailboxRules {
  private static final String RESOURCE = "same-mailboxes.txt";
  private static final char NONE = 0;

  private final Map<String, Rule> byDomain;

  private MailboxRules(Map<String, Rule> byDomain) {
    this.byDomain = Map.copyOf(byDomain);
  }

  /**
   * A provider's way.
   *
   * @param sameAs the domain that its mailboxes are named with, in small letters
   * @param ignored characters that count as nothing
   * @param tag behind which nothing counts; 0 when there is no such character
   */
  record Rule(String sameAs, String ignored, char tag) {
    /** What is left of a local part; it may be nothing. */
    String name(String local) {
      int tagged = tag == NONE ? -1 : local.indexOf(tag, 1);
      String name = tagged < 0 ? local : local.substring(0, tagged);
      for (int i = 0; i < ignored.length(); i++) {
        name = name.replace(String.valueOf(ignored.charAt(i)), "");
      }
      return name;
    }
  }

  private static final class BuiltIn {
    static final MailboxRules RULES = read();

    private static MailboxRules read() {
      InputStream in = MailboxRules.class.getResourceAsStream(RESOURCE);
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in this jar");
      }
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        return parse(lines.lines().toList());
      } catch (IOException e) {
        throw new UncheckedIOException(RESOURCE, e);
      }
    }
  }

  static MailboxRules builtIn() {
    return BuiltIn.RULES;
  }

  /**
   * @throws IllegalArgumentException naming the line that cannot be understood
   */
  static MailboxRules parse(List<String> lines) {
    Map<String, Rule> rules = new HashMap<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> words = List.of(line.strip().split("\\s+", -1));
      List<String> domains = List.of(words.getFirst().split(",", -1));
      String ignored = "";
      char tag = NONE;
      boolean same = false;
      for (String word : words.subList(1, words.size())) {
        if (word.startsWith("ignored=") && word.length() > 8) {
          ignored = word.substring(8);
        } else if (word.startsWith("tag=") && word.length() == 5) {
          tag = word.charAt(4);
        } else if (word.equals("same")) {
          same = true;
        } else {
          throw new IllegalArgumentException("not understood: '" + word + "' in: " + line);
        }
      }
      for (String domain : domains) {
        if (rules.put(domain, new Rule(same ? domains.getFirst() : domain, ignored, tag)) != null) {
          throw new IllegalArgumentException("a second rule for " + domain + ": " + line);
        }
      }
    }
    return new MailboxRules(rules);
  }

  /** The one for a domain in small letters; null when nothing is known of it. */
  @Nullable Rule of(String domain) {
    return byDomain.get(domain);
  }
}
