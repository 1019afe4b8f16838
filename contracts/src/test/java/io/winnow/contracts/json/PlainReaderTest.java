package io.winnow.contracts.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two readers must never read the same bytes in two ways. */
class PlainReaderTest {
  private static final int ROWS = 20_000;

  /** What damage is made of: all that JSON and UTF-8 give a meaning to. */
  private static final byte[] TELLING =
      "{}[]\",:\\/ubnrtf0123456789-+.eE_az \n\t\u0000\u001f\u007fé€\uFFFF😀".getBytes(UTF_8);

  private static final byte[] ILL_FORMED = {
    (byte) 0x80,
    (byte) 0xBF,
    (byte) 0xC0,
    (byte) 0xC1,
    (byte) 0xE0,
    (byte) 0xED,
    (byte) 0xA0,
    (byte) 0xF0,
    (byte) 0xF5,
    (byte) 0xFF
  };

  private final AddressSubmittedSerde submitted = new AddressSubmittedSerde();
  private final AddressVerifiedSerde verified = new AddressVerifiedSerde();
  private final RowTally.FromAddressVerified tally = new RowTally.FromAddressVerified();

  @Test
  void whatItTakesFromDamagedBytesIsWhatTheOtherReads() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < ROWS; i++) {
      AddressSubmitted row = RandomRowsTest.submittedRow(random);
      byte[] asked = damaged(submitted.serialize("t", row), random);
      byte[] answered =
          damaged(
              verified.serialize("t", AddressVerified.of(row, RandomRowsTest.verdict(random))),
              random);

      assertSame(submitted, asked, seed);
      assertSame(verified, answered, seed);
      assertSame(tally, answered, seed);
    }
  }

  @Test
  void aTallyIsReadInPlace() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < ROWS; i++) {
      AddressVerified row =
          AddressVerified.of(RandomRowsTest.submittedRow(random), RandomRowsTest.verdict(random));
      byte[] record = damaged(verified.serialize("t", row), random);
      byte[] fetch = new byte[record.length + 20];
      Arrays.fill(fetch, (byte) '}');
      System.arraycopy(record, 0, fetch, 10, record.length);
      ByteBuffer inPlace = ByteBuffer.wrap(fetch, 10, record.length);

      assertThat(outcome(() -> tally.deserialize("t", new RecordHeaders(), inPlace)))
          .as("seed %s, row %s", seed, i)
          .isEqualTo(outcome(() -> tally.readAny(record)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{",
        "",
        "[]",
        "null",
        "{\"v\":1,}",
        "{,\"v\":1}",
        "{\"v\":01,\"job\":1,\"row\":1,\"reason\":\"null_mx\"}",
        "{\"v\":1,\"job\":1,\"row\":1.0,\"reason\":\"null_mx\"}",
        "{\"v\":1,\"job\":1,\"reason\":\"null_mx\",\"row\":1.5}",
        "{\"v\":1,\"job\":1,\"row\":-1,\"reason\":\"null_mx\"}",
        "{\"v\":1,\"job\":1,\"row\":1e3,\"reason\":\"null_mx\"}",
        "{\"v\":1,\"job\":1,\"row\":9223372036854775808,\"reason\":\"null_mx\"}",
        "{\"v\":1,\"job\":1,\"row\":1,\"reason\":\"n\\u0075ll_mx\"}",
        "{\"v\":1,\"job\":1,\"row\":1,\"reason\":\"null_mx\"}}",
        "{ \"v\" : 1 , \"job\" : 1 , \"row\" : 1 , \"reason\" : \"null_mx\" }",
        "{\"\\u0076\":1,\"job\":1,\"row\":1,\"reason\":\"null_mx\"}",
        "{\"v\":1,\"v\":2,\"job\":1,\"row\":1,\"reason\":\"null_mx\"}",
        "{\"v\":1,\"job\":1,\"row\":1,\"reason\":null}",
        "{\"v\":1,\"x\":tru,\"job\":1,\"row\":1,\"reason\":\"null_mx\"}"
      })
  void oddJsonIsReadInOneWay(String json) {
    assertSame(tally, json.getBytes(UTF_8), 0);
    assertSame(verified, json.getBytes(UTF_8), 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Samples.SUBMITTED_ROW_JSON,
        "{\"row\":0,\"job\":9007199254740991,\"cells\":[\"a\\\"b\",\"\"],\"column\":0,"
            + "\"later\":\"x\",\"number\":12,\"level\":\"dns\",\"address\":\"a\\\\b\",\"v\":1}"
      })
  void whatWinnowWritesIsPlain(String json) throws IOException {
    PlainReader plain = new PlainReader(json.getBytes(UTF_8));

    AddressSubmitted row = submitted.read(plain);

    assertThat(row).isEqualTo(submitted.readAny(json.getBytes(UTF_8)));
    assertThatCode(plain::end).doesNotThrowAnyException();
  }

  @Test
  void aFourByteCharacterIsLeftToTheOther() throws IOException {
    PlainReader plain = new PlainReader("{\"address\":\"😀\"}".getBytes(UTF_8));

    assertThat(plain.nextField()).isEqualTo("address");

    assertThatThrownBy(() -> plain.text("address")).isInstanceOf(NotPlain.class);
  }

  @Test
  void textsAreHandedOnAsTheyWouldBeWritten() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < ROWS; i++) {
      AddressSubmitted row = RandomRowsTest.submittedRow(random);
      byte[] written = submitted.serialize("t", row);

      AddressSubmitted read = submitted.deserialize("t", written);

      assertThat(submitted.serialize("t", read)).as("seed %s, row %s", seed, i).isEqualTo(written);
      assertThat(texts(read.cells())).as("seed %s, row %s", seed, i).isEqualTo(row.cells());
    }
  }

  /** Their bytes as text, where the list knows them. */
  private static List<String> texts(List<String> cells) {
    if (!(cells instanceof JsonTexts texts)) {
      return cells;
    }
    List<String> read = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      texts.read(i, (bytes, from, to) -> read.add(new String(bytes, from, to - from, UTF_8)));
    }
    return read;
  }

  private static <T> void assertSame(RowSerde<T> serde, byte[] bytes, long seed) {
    assertThat(outcome(() -> serde.deserialize("t", bytes)))
        .as("seed %s, bytes %s", seed, new String(bytes, ISO_8859_1))
        .isEqualTo(outcome(() -> serde.readAny(bytes)));
  }

  private static Object outcome(java.util.function.Supplier<?> read) {
    try {
      return read.get();
    } catch (SerializationException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static byte[] damaged(byte[] good, Random random) {
    byte[] bytes = good;
    for (int hits = random.nextInt(4); hits > 0 && bytes.length > 0; hits--) {
      int at = random.nextInt(bytes.length);
      byte[] some = random.nextInt(4) == 0 ? ILL_FORMED : TELLING;
      byte one = some[random.nextInt(some.length)];
      switch (random.nextInt(4)) {
        case 0 -> {
          bytes = bytes.clone();
          bytes[at] = one;
        }
        case 1 -> {
          byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, more, at + 1, bytes.length - at);
          more[at] = one;
          bytes = more;
        }
        case 2 -> {
          byte[] fewer = Arrays.copyOf(bytes, bytes.length - 1);
          System.arraycopy(bytes, at + 1, fewer, at, bytes.length - at - 1);
          bytes = fewer;
        }
        default -> bytes = Arrays.copyOf(bytes, at);
      }
    }
    return bytes;
  }
}
