package io.winnow.systemtests.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

  /** All documents of a text in YAML. */
  static List<JsonNode> yaml(String text) throws IOException {
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(text)) {
      return documents.readAll();
    }
  }

  /** Whether a program can be run. */
  static boolean isThere(String program) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
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
