package io.winnow.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
  private static final Pattern TEST_CLASS = Pattern.compile("\\b[A-Z]\\w+Test\\b");

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Page page : Page.all()) {
      for (MatchResult link : LINK.matcher(page.text()).results().toList()) {
        if (!link.group(1).contains("://") && !resolves(page, link.group(1))) {
          broken.add(page.name() + " → " + link.group(1));
        }
      }
    }

    assertThat(broken).as("links to files or headings that are not there; correct them").isEmpty();
  }

  private static boolean resolves(Page page, String link) throws IOException {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path from = Page.ROOT.resolve(page.name());
    Path target = path.isEmpty() ? from : from.resolveSibling(path);
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0 || anchors(Files.readString(target)).contains(link.substring(hash + 1));
  }

  /** The names that GitHub and its like give to headings. */
  private static List<String> anchors(String text) {
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void everyDecisionIsInTheIndex() throws IOException {
    String index = Page.read("docs/decisions/README.md").text();
    List<String> missing =
        Page.all().stream()
            .map(Page::name)
            .filter(name -> name.matches("docs/decisions/\\d{4}-.*"))
            .map(name -> name.substring(name.lastIndexOf('/') + 1))
            .filter(name -> !index.contains("(" + name + ")"))
            .toList();

    assertThat(missing).as("docs/decisions/README.md lacks links to these").isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    List<String> tests;
    try (Stream<Path> tree = Files.walk(Page.ROOT)) {
      tests =
          tree.filter(file -> file.toString().contains("/src/test/java/"))
              .map(file -> String.valueOf(file.getFileName()).replace(".java", ""))
              .toList();
    }
    List<String> unknown = new ArrayList<>();
    for (Page page : Page.all()) {
      for (String code : page.code()) {
        for (MatchResult test : TEST_CLASS.matcher(code).results().toList()) {
          if (!tests.contains(test.group())) {
            unknown.add(page.name() + " names " + test.group());
          }
        }
      }
    }

    assertThat(unknown).as("tests that do not exist (any more); name the right ones").isEmpty();
  }
}
