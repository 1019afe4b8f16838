package io.winnow.verifier.smtp;

import static io.winnow.verifier.smtp.ScriptedServer.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.screen.Lists;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a list: nothing but well-formed commands is ever on the wire. */
@Timeout(120)
class WireFuzzTest {
  private static final Screen SCREEN = new Screen(Lists::empty);
  private static final int ADDRESSES = 20_000;

  /** What addresses are made of, and what could break out of a command. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "Z",
          "0",
          "9",
          ".",
          "-",
          "_",
          "+",
          "@",
          "\"",
          "\\",
          "<",
          ">",
          " ",
          "\t",
          "\r",
          "\n",
          "\r\n",
          "\u0000",
          "\u007F",
          "\u0085",
          "\u2028",
          "\u00A0",
          "ü",
          "用",
          "\uD83D\uDE00",
          "\uD800",
          "\uDC00",
          "(",
          ")",
          ",",
          ";",
          ":",
          "[",
          "]",
          "%",
          "!",
          "acme",
          "example",
          ".com",
          "\r\nDATA\r\n",
          ">\r\nRCPT TO:<",
          "\n.\n",
          "RSET",
          "\uFF20",
          "\uFF0E",
          "\u200B",
          "\uFEFF",
          "x".repeat(70),
          "label.".repeat(50),
          "y".repeat(10_240));

  /** RFC 5321, section 4.1.2, and RFC 6531, section 3.3, written anew. */
  private static final String ATEXT = "(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]|[^\\x00-\\x7F])+";

  private static final String LOCAL_PART =
      "(?:"
          + ATEXT
          + "(?:\\."
          + ATEXT
          + ")*|\"(?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|[^\\x00-\\x7F]|\\\\[\\x20-\\x7E])*\")";
  private static final String DOMAIN =
      "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+";
  private static final Pattern COMMAND =
      Pattern.compile(
          "EHLO verify\\.winnow\\.example|RSET|QUIT"
              + "|MAIL FROM:<verify@winnow\\.example>(?: SMTPUTF8)?"
              + "|RCPT TO:<"
              + LOCAL_PART
              + "@"
              + DOMAIN
              + ">");

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "8BITMIME"})
  void nothingButWellFormedCommandsIsOnTheWire(String extension) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Mailbox> mailboxes = new ArrayList<>();
    for (int i = 0; i < ADDRESSES; i++) {
      addScreened(address(random), mailboxes);
      addUnscreened(text(random, 6), text(random, 4), mailboxes);
    }
    assertThat(mailboxes).as("seed " + seed).hasSizeGreaterThan(100);

    try (ScriptedServer server = new ScriptedServer(serving(extension));
        SmtpConnection connection = Client.connect(server)) {
      for (Mailbox mailbox : mailboxes) {
        Step step =
            connection.recipient(
                mailbox,
                SmtpStage.RCPT,
                1 + random.nextInt(30),
                Deadline.after(Duration.ofSeconds(60)));
        assertThat(step).as("seed " + seed).isInstanceOf(Step.Answered.class);
      }
      connection.quit();

      assertWellFormed(server.octets(), mailboxes, seed);
    }
  }

  private static ScriptedServer.Script serving(String extension) {
    return talk -> {
      talk.say("220 mx.example");
      talk.answer(line -> sound(line, "SMTPUTF8", extension));
    };
  }

  private static void assertWellFormed(byte[] octets, List<Mailbox> mailboxes, long seed) {
    String all = new String(octets, StandardCharsets.UTF_8);
    assertThat(all.getBytes(StandardCharsets.UTF_8)).as("seed " + seed).isEqualTo(octets);
    assertThat(all).as("seed " + seed).endsWith("\r\n");
    List<String> commands = Arrays.asList(all.substring(0, all.length() - 2).split("\r\n", -1));
    assertThat(commands)
        .as("seed " + seed)
        .allMatch(command -> COMMAND.matcher(command).matches())
        .allMatch(command -> command.codePoints().noneMatch(Character::isISOControl))
        .allMatch(command -> command.getBytes(StandardCharsets.UTF_8).length <= 510);
    assertThat(commands.stream().filter(command -> command.startsWith("RCPT")))
        .as("seed " + seed)
        .containsExactlyElementsOf(
            mailboxes.stream().map(mailbox -> "RCPT TO:<" + mailbox + ">").toList());
  }

  /** All that the screen lets through can be asked for. */
  private static void addScreened(String cell, List<Mailbox> mailboxes) {
    if (SCREEN.of(cell) instanceof Screened.Mailbox screened) {
      mailboxes.add(new Mailbox(screened.localPart(), screened.domain()));
    }
  }

  private static void addUnscreened(String localPart, String domain, List<Mailbox> mailboxes) {
    try {
      mailboxes.add(new Mailbox(localPart, domain));
    } catch (IllegalArgumentException e) {
      // as it should be, for most of them
    }
  }

  private static String address(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> text(random, 8);
      case 1 -> text(random, 4) + "@acme.example";
      case 2 -> "\"" + text(random, 4) + "\"@acme.example";
      default -> "info@" + text(random, 4) + ".example";
    };
  }

  private static String text(Random random, int most) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(most + 1);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  @Test
  void theJudgeOfThisTestKnowsABrokenCommand() {
    assertThat(COMMAND.matcher("RCPT TO:<a@acme.example>").matches()).isTrue();
    assertThat(COMMAND.matcher("RCPT TO:<a b@acme.example>").matches()).isFalse();
    assertThat(COMMAND.matcher("RCPT TO:<a>b@acme.example>").matches()).isFalse();
    assertThat(COMMAND.matcher("DATA").matches()).isFalse();
  }
}
