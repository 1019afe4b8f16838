package io.winnow.gateway.format;

import com.ctc.wstx.stax.WstxInputFactory;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.dialect.HardenedXml;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A part of a workbook, read element by element: no DTD, no entities but the five of XML itself,
 * nothing fetched from anywhere, and bounds on all that the parser keeps in memory. Names are local
 * ones, since the two editions of the standard differ in their namespaces.
 */
final class Xml implements AutoCloseable {
  private static final WstxInputFactory FACTORY = HardenedXml.factory(100, 100, 32 * 1024);

  /** What workbooks know is few; a parser remembers every name it meets. */
  private static final int MOST_FOREIGN_NAMES = 100_000;

  private final XMLStreamReader reader;
  private final InputStream in;
  private int foreignNames;

  /**
   * @param in closed with this
   */
  Xml(InputStream in) throws IOException {
    this.in = in;
    try {
      this.reader = FACTORY.createXMLStreamReader(in);
    } catch (XMLStreamException e) {
      throw fault(e);
    }
  }

  /**
   * Goes to the next beginning or end of an element, or text.
   *
   * @return one of {@link XMLStreamConstants}; the end of the document is one of them
   * @throws ListRefused when it is no good XML
   */
  int next() throws IOException {
    try {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw broken("a part of it declares entities, which workbooks do not", null);
      }
      return event;
    } catch (XMLStreamException e) {
      throw fault(e);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw broken("a part of it is no XML", e);
    }
  }

  /** Whether there is an element whose beginning comes next, on any level; it is read then. */
  boolean nextElement() throws IOException {
    while (true) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        return true;
      }
      if (event == XMLStreamConstants.END_DOCUMENT) {
        return false;
      }
    }
  }

  /** Local name of the element. */
  String name() {
    return reader.getLocalName();
  }

  int attributes() {
    return reader.getAttributeCount();
  }

  String attributeName(int index) {
    return reader.getAttributeLocalName(index);
  }

  String attribute(int index) {
    return reader.getAttributeValue(index);
  }

  /** The first attribute of that local name; null when there is none. */
  @Nullable String attribute(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      if (reader.getAttributeLocalName(i).equals(name)) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  /** The attribute of that local name that has a namespace of its own; null for none. */
  @Nullable String foreignAttribute(String name) {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String namespace = reader.getAttributeNamespace(i);
      if (reader.getAttributeLocalName(i).equals(name)
          && namespace != null
          && !namespace.isEmpty()) {
        return reader.getAttributeValue(i);
      }
    }
    return null;
  }

  /** Adds the piece of text that was read last. */
  void appendText(StringBuilder text) {
    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
  }

  /** Length of the piece of text that was read last. */
  int textLength() {
    return reader.getTextLength();
  }

  /** Passes over the rest, so that its checksum is checked. */
  void drain() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Notes an element or attribute of a name that workbooks do not have there. */
  void foreign() {
    if (++foreignNames > MOST_FOREIGN_NAMES) {
      throw broken("a part of it is full of elements that no sheet has", null);
    }
  }

  private static RuntimeException fault(XMLStreamException e) throws IOException {
    // woodstox wraps what the stream throws, when it is an IOException
    if (e.getNestedException() instanceof IOException disk
        && !(disk instanceof CharConversionException)) {
      throw disk;
    }
    return broken("a part of it is no XML", e);
  }

  static ListRefused broken(String how, @Nullable Exception cause) {
    String message =
        "the spreadsheet cannot be read: " + how + "; save it again as XLSX, or as CSV (UTF-8)";
    return cause == null
        ? ListRefused.because(ListFault.BROKEN_SPREADSHEET, message)
        : ListRefused.because(ListFault.BROKEN_SPREADSHEET, message, cause);
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    } finally {
      in.close();
    }
  }
}
