package io.winnow.kit.dialect;

import java.util.List;
import java.util.Map;

/**
 * An element of a small document.
 *
 * @param name local
 * @param attributes by local name
 * @param text all of its own, without that of its children
 * @param children in their order
 */
public record XmlElement(
    String name, Map<String, String> attributes, String text, List<XmlElement> children) {}
