package io.winnow.systemtests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.standalone.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every {@code ./winnow …} that a page shows is one that there is. */
class CommandsTest {
  private static final Pattern COMMAND = Pattern.compile("\\./winnow( [^`|#;&\n]*)?");

  @Test
  void commandsAndTheirOptionsExist() throws IOException {
    String launcher = Files.readString(Page.ROOT.resolve("winnow"));
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (Page page : Page.all()) {
      for (String code : page.code()) {
        for (MatchResult command : COMMAND.matcher(code).results().toList()) {
          seen++;
          fault(command.group(), launcher).ifPresent(fault -> wrong.add(page.name() + fault));
        }
      }
    }

    assertThat(seen).as("commands on the pages").isGreaterThan(5);
    assertThat(wrong).as("commands that do not exist; correct the pages").isEmpty();
  }

  private static Optional<String> fault(String command, String launcher) {
    List<String> words = new ArrayList<>(Arrays.asList(command.strip().split("\\s+")));
    words.removeFirst();
    if (words.isEmpty() || launcher.contains("\n  " + words.getFirst() + ")")) {
      return Optional.empty();
    }
    CommandLine commandLine = new CommandLine(new Main());
    for (String word : words) {
      CommandLine sub = commandLine.getSubcommands().get(word);
      if (sub != null) {
        commandLine = sub;
      } else if (commandLine.getParent() == null && !word.startsWith("-")) {
        return Optional.of(": there is no command '%s' in '%s'".formatted(word, command));
      } else if (word.startsWith("-") && commandLine.getCommandSpec().findOption(word) == null) {
        return Optional.of(": there is no option '%s' in '%s'".formatted(word, command));
      }
    }
    return Optional.empty();
  }
}
