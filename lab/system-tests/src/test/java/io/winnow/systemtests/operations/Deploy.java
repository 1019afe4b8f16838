package io.winnow.systemtests.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files under deploy. */
final class Deploy {
  /** Tests run in their module's directory. */
  static final Path DIRECTORY = Path.of("../../deploy");

  private static final YAMLMapper YAML = new YAMLMapper();

  private Deploy() {}

  /** All documents of a file in YAML. */
  static List<JsonNode> yaml(Path file) throws IOException {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return documents.readAll();
    }
  }

  /** The variables of a file with one NAME=VALUE a line. */
  static Map<String, String> environment(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> line.split("=", 2))
          .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }
  }
}
