package io.winnow.kit.dialect;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client that takes JSON and XML would rather have (RFC 9110, section 12.5.1), for dialects
 * whose default is XML.
 */
public final class AcceptedForm {
  private static final Pattern JSON = Pattern.compile("(application|text)/([\\w.-]+\\+)?json");
  private static final Pattern XML = Pattern.compile("(application|text)/([\\w.-]+\\+)?(xml|\\*)");
  private static final int MOST_RANGES = 50;

  private AcceptedForm() {}

  /**
   * Whether it names JSON, and not XML with at least the same weight.
   *
   * @param accept the header; null when there is none
   */
  public static boolean isJson(@Nullable String accept) {
    if (accept == null) {
      return false;
    }
    double json = 0;
    double xml = 0;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", MOST_RANGES)) {
      String[] parts = range.split(";", -1);
      String type = parts[0].strip();
      if (JSON.matcher(type).matches()) {
        json = Math.max(json, weight(parts));
      } else if (XML.matcher(type).matches()) {
        xml = Math.max(xml, weight(parts));
      }
    }
    return json > xml;
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
