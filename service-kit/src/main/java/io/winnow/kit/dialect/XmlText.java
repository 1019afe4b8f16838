package io.winnow.kit.dialect;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes small XML where bytes count: no white space between elements, double quotes, and the
 * characters that XML 1.0 cannot hold replaced by U+FFFD. For one thread.
 */
public final class XmlText {
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  private XmlText() {}

  /** Begins with nothing: a part of a document. */
  public static XmlText part() {
    return new XmlText();
  }

  /** Begins with {@code <?xml version="1.0" encoding="UTF-8"?>}. */
  public static XmlText document() {
    XmlText xml = new XmlText();
    xml.text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    return xml;
  }

  /** The same, and says that it is {@code standalone}. */
  public static XmlText standalone() {
    XmlText xml = new XmlText();
    xml.text.append("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
    return xml;
  }

  /**
   * Opens an element.
   *
   * @param attributes name, value, name, value
   */
  public XmlText open(String name, String... attributes) {
    begin(name, attributes).append('>');
    open.push(name);
    return this;
  }

  /** Closes what was opened last. */
  public XmlText close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element with text alone. */
  public XmlText element(String name, String content, String... attributes) {
    begin(name, attributes).append('>');
    escape(content, text);
    text.append("</").append(name).append('>');
    return this;
  }

  /** An element with nothing in it, {@code <name/>}. */
  public XmlText empty(String name, String... attributes) {
    begin(name, attributes).append("/>");
    return this;
  }

  private StringBuilder begin(String name, String... attributes) {
    text.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1], text);
      text.append('"');
    }
    return text;
  }

  /** Text as it stands between tags, or between the quotes of an attribute. */
  public static String escaped(String content) {
    StringBuilder escaped = new StringBuilder(content.length() + 16);
    escape(content, escaped);
    return escaped.toString();
  }

  private static void escape(String content, StringBuilder out) {
    content
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                // else a parser takes them for blanks in attributes, or for other line ends
                case '\n' -> out.append("&#10;");
                case '\r' -> out.append("&#13;");
                case '\t' -> out.append("&#9;");
                default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
              }
            });
  }

  /** Char of XML 1.0, production 2. */
  private static boolean allowed(int c) {
    return (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }

  /** All that was written. */
  @Override
  public String toString() {
    return text.toString();
  }
}
