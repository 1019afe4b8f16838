package io.winnow.contracts.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowCopy;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.SmtpStage;
import io.winnow.contracts.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows as hostile as they come: whatever is in the cells comes back. */
class RandomRowsTest {
  private static final int ROWS = 5_000;
  private static final List<String> HOSTILE =
      List.of(
          "\"",
          "\\",
          "\\u0022",
          "\n",
          "\r\n",
          "\t",
          "\u0000",
          "\u001f",
          "\u007f",
          "\u2028",
          "\uFEFF",
          "\uFFFF",
          "é",
          "e\u0301",
          "\u202Eevil",
          "😀",
          "👨‍👩‍👧",
          "𝔸",
          "}],\"v\":9,",
          "null",
          "{}",
          "</script>",
          "=1+1",
          "'",
          ",",
          ";",
          " ",
          "",
          "名前",
          "ﷺ");

  private final AddressSubmittedSerde submitted = new AddressSubmittedSerde();
  private final AddressVerifiedSerde verified = new AddressVerifiedSerde();
  private final RowTally.FromAddressVerified tally = new RowTally.FromAddressVerified();

  @Test
  void everyRowComesBackAsItWas() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < ROWS; i++) {
      AddressSubmitted row = submittedRow(random);
      AddressVerified withVerdict = AddressVerified.of(row, verdict(random));

      assertThat(submitted.deserialize("t", submitted.serialize("t", row)))
          .as("seed %s, row %s", seed, i)
          .isEqualTo(row);
      assertThat(verified.deserialize("t", verified.serialize("t", withVerdict)))
          .as("seed %s, row %s", seed, i)
          .isEqualTo(withVerdict);
    }
  }

  @Test
  void theTallyAgreesWithTheWholeRow() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < ROWS; i++) {
      AddressVerified row = AddressVerified.of(submittedRow(random), verdict(random));

      SmtpEvidence smtp = row.verdict().smtp();

      RowTally counted = tally.deserialize("t", verified.serialize("t", row));

      assertThat(counted)
          .as("seed %s, row %s", seed, i)
          .isEqualTo(
              new RowTally(
                  row.job(),
                  row.row(),
                  row.verdict().reason(),
                  row.duplicateOf() != null,
                  smtp == null ? null : smtp.operator()));
    }
  }

  @Test
  void bytesDamagedAnywhereAreEitherReadOrRefusedAsSuch() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] good =
        verified.serialize("t", AddressVerified.of(submittedRow(random), verdict(random)));
    for (int i = 0; i < ROWS; i++) {
      byte[] damaged = good.clone();
      for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(verified.deserialize("t", damaged)).isNotNull();
      } catch (SerializationException e) {
        assertThat(e).as("seed %s, damage %s", seed, i).hasMessageStartingWith("AddressVerified: ");
      }
    }
  }

  @Test
  void halfASurrogatePairIsWrittenAsAnEscapeAndComesBack() {
    AddressSubmitted row =
        new AddressSubmitted(
            new JobId(7),
            0,
            "\uD83Dx@example.org",
            Level.DNS,
            0,
            List.of("\uDE00", "\uD83D", "good 😀", "\uDE00\uD83D"));

    byte[] written = submitted.serialize("t", row);

    assertThat(new String(written, UTF_8))
        .contains("\"cells\":[\"\\uDE00\",\"\\uD83D\",\"good \\uD83D\\uDE00\",\"\\uDE00\\uD83D\"]");
    assertThat(submitted.deserialize("t", written)).isEqualTo(row);
  }

  static AddressSubmitted submittedRow(Random random) {
    List<String> cells = IntStream.range(0, random.nextInt(8)).mapToObj(_ -> text(random)).toList();
    long row = random.nextLong(10_000_000_000L);
    return new AddressSubmitted(
        new JobId(1 + random.nextLong(JobId.MAX)),
        row,
        text(random),
        anyOf(List.of(Level.values()), random),
        random.nextInt(cells.size() + 1),
        cells,
        random.nextInt(4) > 0
            ? RowOptions.PLAIN
            : new RowOptions(random.nextBoolean() ? moment(random) : null, random.nextBoolean()),
        random.nextInt(4) > 0 ? List.of() : copies(random),
        random.nextInt(8) > 0 || row == 0 ? null : random.nextLong(row));
  }

  private static List<RowCopy> copies(Random random) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(
            _ ->
                new RowCopy(
                    random.nextLong(10_000_000_000L),
                    text(random),
                    IntStream.range(0, random.nextInt(3)).mapToObj(_ -> text(random)).toList()))
        .toList();
  }

  static Verdict verdict(Random random) {
    return new Verdict(
        anyOf(List.of(Reason.values()), random),
        textOrNull(random),
        textOrNull(random),
        textOrNull(random),
        flags(random),
        textOrNull(random),
        random.nextBoolean() ? smtp(random) : null);
  }

  private static Flags flags(Random random) {
    Flags flags = Flags.NONE;
    for (Flag flag : Flag.values()) {
      flags = flags.with(flag, anyOf(List.of(Flags.Answer.values()), random));
    }
    return flags;
  }

  private static SmtpEvidence smtp(Random random) {
    return new SmtpEvidence(
        text(random),
        anyOf(List.of(SmtpStage.values()), random),
        random.nextInt(600),
        textOrNull(random),
        textOrNull(random),
        1 + random.nextInt(5),
        moment(random),
        moment(random),
        anyOf(List.of(SmtpEvidence.Source.values()), random),
        random.nextBoolean() ? List.of(text(random), text(random)) : null);
  }

  private static Instant moment(Random random) {
    return Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L));
  }

  private static @Nullable String textOrNull(Random random) {
    return random.nextBoolean() ? text(random) : null;
  }

  static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(6); parts > 0; parts--) {
      if (random.nextInt(4) == 0) {
        text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
      } else {
        text.append(anyOf(HOSTILE, random));
      }
    }
    return text.toString();
  }

  private static <T> T anyOf(List<T> items, Random random) {
    return items.get(random.nextInt(items.size()));
  }
}
