package io.winnow.gateway.format;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListRefused;
import java.io.IOException;
import javax.xml.stream.XMLStreamConstants;

/** Reads text that may be made of runs, each with its looks, and of hints how to pronounce it. */
final class RichText {
  private final Xml xml;
  private final int mostBytes;
  private final StringBuilder text = new StringBuilder();

  RichText(Xml xml, int mostBytes) {
    this.xml = xml;
    this.mostBytes = mostBytes;
  }

  /** Reads from behind the beginning of an element to behind its end. */
  String read(String element) throws IOException {
    text.setLength(0);
    int depth = 1;
    int phonetic = 0;
    boolean inText = false;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          String name = xml.name();
          phonetic += name.equals("rPh") || phonetic > 0 ? 1 : 0;
          inText = name.equals("t") && phonetic == 0;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          phonetic -= phonetic > 0 ? 1 : 0;
          inText = false;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (inText) {
            append();
          }
        }
        case XMLStreamConstants.END_DOCUMENT ->
            throw Xml.broken("the element '" + element + "' does not end", null);
        default -> {}
      }
    }
    return CellText.unescaped(text.toString());
  }

  private void append() {
    if (text.length() + xml.textLength() > mostBytes) {
      throw ListRefused.because(
          ListFault.ROW_TOO_LARGE,
          "a cell's text is larger than the "
              + mostBytes
              + " bytes allowed for a row (winnow.limits.row-bytes); shorten it");
    }
    xml.appendText(text);
  }
}
