package io.winnow.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param name its path from the repository's root
 * @param text all of it
 */
record Page(String name, String text) {
  /** Tests run in their module's directory. */
  static final Path ROOT = Path.of("../..");

  private static final Pattern CODE_BLOCK =
      Pattern.compile("^```[a-z]*\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  static Page read(String name) throws IOException {
    return new Page(name, Files.readString(ROOT.resolve(name)));
  }

  /** Every page that people read: at the root, and in docs. */
  static List<Page> all() throws IOException {
    try (Stream<Path> atRoot = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      List<Path> files =
          Stream.concat(atRoot, docs).filter(file -> file.toString().endsWith(".md")).toList();
      Stream.Builder<Page> pages = Stream.builder();
      for (Path file : files) {
        pages.add(read(ROOT.relativize(file).toString()));
      }
      return pages.build().toList();
    }
  }

  /** All production sources. */
  static List<Path> sources() throws IOException {
    try (Stream<Path> tree = Files.walk(ROOT)) {
      return tree.filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }

  /** What stands under a heading, up to the next one of its rank. */
  String section(String heading) {
    String rank = heading.substring(0, heading.indexOf(' ') + 1);
    int start = text.indexOf("\n" + heading + "\n");
    assertThat(start).as("%s has no heading '%s'; add it", name, heading).isNotNegative();
    int end = text.indexOf("\n" + rank, start + heading.length() + 2);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  /** The contents of all code blocks, without their fences. */
  static List<String> codeBlocks(String text) {
    return CODE_BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
  }

  /** What stands in backticks or a code block anywhere on the page. */
  List<String> code() {
    String withoutBlocks = CODE_BLOCK.matcher(text).replaceAll("");
    return Stream.concat(
            codeBlocks(text).stream().flatMap(String::lines),
            Pattern.compile("`([^`\n]+)`").matcher(withoutBlocks).results().map(Page::inner))
        .toList();
  }

  private static String inner(MatchResult match) {
    return match.group(1);
  }

  /** Fails with the table that belongs there. */
  void assertHolds(String table) {
    assertThat(text.contains(table))
        .as("%s is not what the code says. Put this table in place of its own:%n%n%s", name, table)
        .isTrue();
  }
}
