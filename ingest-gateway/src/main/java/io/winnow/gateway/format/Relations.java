package io.winnow.gateway.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which parts of a workbook belong to one of them (ECMA-376, part 2). */
final class Relations {
  private static final long MOST_BYTES = 1 << 20;

  /** What a relation leads to. */
  record Relation(String type, String part) {
    /** The types' last words are the same in both editions of the standard. */
    boolean is(String kind) {
      return type.endsWith("/" + kind);
    }
  }

  private final Map<String, Relation> byId = new LinkedHashMap<>();

  private Relations() {}

  /**
   * @param part empty for the package itself
   */
  static Relations of(ZipArchive zip, String part) throws IOException {
    int slash = part.lastIndexOf('/') + 1;
    String folder = part.substring(0, slash);
    Relations relations = new Relations();
    InputStream in = zip.open(folder + "_rels/" + part.substring(slash) + ".rels");
    if (in == null) {
      return relations;
    }
    try (Xml xml = new Xml(new SmallPart(in, MOST_BYTES))) {
      while (xml.nextElement()) {
        String id = xml.attribute("Id");
        String type = xml.attribute("Type");
        String target = xml.attribute("Target");
        if (xml.name().equals("Relationship") && id != null && type != null && target != null) {
          relations.byId.put(id, new Relation(type, resolve(folder, target)));
        }
      }
    }
    return relations;
  }

  @Nullable Relation get(@Nullable String id) {
    return id == null ? null : byId.get(id);
  }

  /** The part that is related as that; empty when there is none. */
  Optional<String> first(String kind) {
    return byId.values().stream().filter(one -> one.is(kind)).map(Relation::part).findFirst();
  }

  /** Names are those of parts in the package, with or without a slash before them. */
  private static String resolve(String folder, String target) {
    String path = target.startsWith("/") ? target.substring(1) : folder + target;
    while (path.contains("/../")) {
      String shorter = path.replaceFirst("[^/]+/\\.\\./", "");
      if (shorter.equals(path)) {
        break;
      }
      path = shorter;
    }
    return path;
  }
}
