package io.winnow.kit.dialect;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.winnow.kit.dialect.MalformedInput.Fault;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;

/**
 * XML of strangers: no document type, no entities but the five of XML itself, nothing fetched from
 * anywhere; bounded in size, in depth and in the number of elements and attributes.
 */
public final class HardenedXml {
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_DEPTH = 16;
  private static final int MOST_ELEMENTS = 20_000;
  private static final int MOST_ATTRIBUTES = 16;
  private static final int LONGEST_ATTRIBUTE = 8 * 1024;

  private static final WstxInputFactory FACTORY =
      factory(MOST_DEPTH, MOST_ATTRIBUTES, LONGEST_ATTRIBUTE);

  private final XMLStreamReader reader;
  private final Deque<Open> open = new ArrayDeque<>();
  private int elements;

  private HardenedXml(XMLStreamReader reader) {
    this.reader = reader;
  }

  /** An element whose end has not come. */
  private record Open(
      String name, Map<String, String> attributes, StringBuilder text, List<XmlElement> children) {
    XmlElement closed() {
      return new XmlElement(name, attributes, text.toString(), List.copyOf(children));
    }
  }

  /**
   * Makes hardened readers. Document types are not expanded; whoever reads refuses the events that
   * tell of one ({@link XMLStreamConstants#DTD} and {@link XMLStreamConstants#ENTITY_REFERENCE}).
   *
   * @param depth of elements, at most
   * @param attributes of an element, at most
   * @param attributeLength of each, in characters, at most
   */
  public static WstxInputFactory factory(int depth, int attributes, int attributeLength) {
    WstxInputFactory factory = new WstxInputFactory();
    // first, since it turns lazy parsing on
    factory.configureForLowMemUsage();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    // faults have to come from next(), not from whoever asks for the text
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, attributeLength);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, attributes);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, depth);
    return factory;
  }

  /**
   * The root of a document; a missing end, a second root and the like are faults.
   *
   * @throws MalformedInput when it is no XML, has a document type, or is larger than allowed
   * @throws IOException when it cannot be read
   */
  public static XmlElement read(InputStream in) throws MalformedInput, IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    requireSize(bytes.length);
    try {
      return root(FACTORY.createXMLStreamReader(new ByteArrayInputStream(bytes)));
    } catch (XMLStreamException e) {
      throw fault(e);
    }
  }

  /** The same of text that came as a field of a form or a parameter. */
  public static XmlElement read(String text) throws MalformedInput {
    requireSize(text.length());
    requireSize(text.getBytes(StandardCharsets.UTF_8).length);
    try {
      return root(FACTORY.createXMLStreamReader(new StringReader(text)));
    } catch (XMLStreamException e) {
      throw fault(e);
    }
  }

  private static void requireSize(int size) throws MalformedInput {
    if (size > MOST_BYTES) {
      throw new MalformedInput(
          Fault.TOO_LARGE, "the XML has more than %,d bytes".formatted(MOST_BYTES));
    }
  }

  private static XmlElement root(XMLStreamReader reader) throws MalformedInput {
    try {
      return new HardenedXml(reader).root();
    } catch (XMLStreamException e) {
      throw fault(e);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new MalformedInput(Fault.NOT_WELL_FORMED, "the body is no XML", e);
    }
  }

  private XmlElement root() throws XMLStreamException, MalformedInput {
    Open document = new Open("", Map.of(), new StringBuilder(), new ArrayList<>());
    open.push(document);
    while (reader.hasNext()) {
      take(reader.next());
    }
    return document.children.getFirst();
  }

  private void take(int event) throws MalformedInput {
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> open.push(begun());
      case XMLStreamConstants.END_ELEMENT -> {
        XmlElement closed = open.pop().closed();
        open.element().children.add(closed);
      }
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
          open.element().text.append(reader.getText());
      case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
          throw new MalformedInput(
              Fault.FORBIDDEN,
              "the XML has a document type or entities, which are not read" + place());
      default -> {}
    }
  }

  private Open begun() throws MalformedInput {
    if (++elements > MOST_ELEMENTS) {
      throw new MalformedInput(
          Fault.TOO_LARGE, "the XML has more than %,d elements".formatted(MOST_ELEMENTS));
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return new Open(reader.getLocalName(), attributes, new StringBuilder(), new ArrayList<>());
  }

  private String place() {
    return place(reader.getLocation());
  }

  private static String place(Location location) {
    return ", at line %d, column %d"
        .formatted(location.getLineNumber(), location.getColumnNumber());
  }

  private static MalformedInput fault(XMLStreamException e) {
    String said = String.valueOf(e.getMessage());
    String where = e.getLocation() == null ? "" : place(e.getLocation());
    if (said.contains("Maximum") || said.contains("limit")) {
      return new MalformedInput(
          Fault.TOO_LARGE, "the XML is too deep, or an element of it too large" + where, e);
    }
    if (said.contains("ndeclared") && said.contains("entity")) {
      return new MalformedInput(
          Fault.FORBIDDEN, "the XML refers to an entity, which are not read" + where, e);
    }
    if (e.getCause() instanceof CharConversionException) {
      return new MalformedInput(Fault.NOT_WELL_FORMED, "the XML is not in its charset", e);
    }
    return new MalformedInput(Fault.NOT_WELL_FORMED, "the body is no XML" + where, e);
  }
}
