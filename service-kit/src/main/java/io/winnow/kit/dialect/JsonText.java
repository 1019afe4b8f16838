package io.winnow.kit.dialect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.stream.Collectors;

/** Small JSON written by hand, where bytes count. */
public final class JsonText {
  private JsonText() {}

  /** A string with its quotes. */
  public static String string(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  /** An array of strings. */
  public static String strings(List<String> texts) {
    return texts.stream().map(JsonText::string).collect(Collectors.joining(",", "[", "]"));
  }

  /** An object with one member, whose value is JSON already. */
  public static String object(String name, String value) {
    return "{" + string(name) + ":" + value + "}";
  }
}
