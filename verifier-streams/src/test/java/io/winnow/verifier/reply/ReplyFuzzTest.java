package io.winnow.verifier.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.SmtpStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Any bytes may come over the wire. */
class ReplyFuzzTest {
  private static final long SEED = Long.getLong("winnow.test.seed", System.nanoTime());

  /** The issue's own bound for one reply. */
  private static final long BOUND_NANOS = 10_000_000;

  private static final List<String> PIECES =
      List.of(
          "user",
          "unknown",
          "5.1.1",
          "4.7.1",
          "mailbox",
          "full",
          "<",
          ">",
          "@",
          "a@b.c",
          "\n",
          "\r",
          "\t",
          " ",
          "\u0000",
          "\u0001",
          "\u0007",
          "\ud800",
          "\udc00",
          "\ufdfa",
          "不存在",
          "ﬁ",
          "’",
          "%40",
          "=",
          "http://",
          "1.2.3.4",
          "::",
          "00:05:00",
          "9".repeat(40),
          "try again in ",
          "minutes",
          "no such",
          "is not",
          "blocked",
          "spam",
          "(",
          ")",
          "[",
          "]",
          "#",
          ".",
          "-",
          "_",
          "a",
          "ß",
          "jane.doe",
          "example.org",
          "probe.winnow.test",
          "192.0.2.25",
          "Recipient",
          "rejected");

  private final Random random = new Random(SEED);

  @Test
  void noInputThrowsAtAnyStageWithAnyNumber() {
    System.out.println("winnow.test.seed=" + SEED);
    for (SmtpStage stage : SmtpStage.values()) {
      for (int code = 0; code <= 999; code++) {
        String text = text(2_500);
        Reading reading = ReplyReader.standard().read(stage, code, text, context());

        assertThat(reading.rule()).as("seed %s", SEED).isNotEmpty();
        assertThat(ReplyReader.standard().redact(text, context()))
            .as("seed %s", SEED)
            .hasSizeLessThanOrEqualTo(300);
      }
    }
  }

  @Test
  void noReplyTakesLong() {
    List<String> texts = new ArrayList<>(hard());
    for (int i = 0; i < 200; i++) {
      texts.add(text(10_000));
    }
    for (int warmUp = 0; warmUp < 5; warmUp++) {
      texts.forEach(this::nanos);
    }

    List<Long> times = texts.stream().map(this::bestOfThree).sorted().toList();

    assertThat(times.get(times.size() / 2)).as("median, seed %s", SEED).isLessThan(BOUND_NANOS / 3);
    assertThat(times.getLast()).as("slowest, seed %s", SEED).isLessThan(BOUND_NANOS);
  }

  /** Texts made to make matching go back and forth. */
  private static List<String> hard() {
    return List.of(
        "user ".repeat(2_000),
        "no such ".repeat(1_250),
        "user mailbox recipient account ".repeat(300),
        "does not exist unknown ".repeat(400),
        "1.2.3.4 ".repeat(1_200),
        "a@b.c ".repeat(1_600),
        "5.1.1".repeat(2_000),
        "(5.1.1.".repeat(1_400),
        "1 s ".repeat(2_500),
        "try 99:99".repeat(1_100),
        "a.".repeat(5_000),
        "a-".repeat(5_000),
        ":".repeat(10_000),
        "@".repeat(10_000),
        "x@probe.winnow.test".repeat(500),
        "jane.doe".repeat(1_250),
        "'".repeat(10_000),
        "\ufdfa".repeat(10_000),
        "不存在".repeat(3_300),
        "é".repeat(10_000),
        "\u0001".repeat(10_000),
        "x".repeat(10_000));
  }

  private long bestOfThree(String text) {
    Supplier<Long> once = () -> nanos(text);
    return Math.min(once.get(), Math.min(once.get(), once.get()));
  }

  private long nanos(String text) {
    long start = System.nanoTime();
    Reading reading = ReplyReader.standard().read(SmtpStage.RCPT, 450, text, Replies.CONTEXT);
    long nanos = System.nanoTime() - start;
    assertThat(reading.rule()).isNotEmpty();
    return nanos;
  }

  private ReplyContext context() {
    return switch (random.nextInt(4)) {
      case 0 -> Replies.CONTEXT;
      case 1 -> new ReplyContext("", "", null, "google");
      case 2 -> new ReplyContext(text(60), text(20), text(20), null);
      default -> new ReplyContext("user@" + text(10), "a", "::1", "outlook");
    };
  }

  private String text(int most) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(most);
    boolean words = random.nextBoolean();
    while (text.length() < length) {
      if (words || random.nextInt(20) == 0) {
        text.append(PIECES.get(random.nextInt(PIECES.size())))
            .append(random.nextInt(3) > 0 ? " " : "");
      } else {
        text.append((char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
      }
    }
    return text.toString();
  }
}
