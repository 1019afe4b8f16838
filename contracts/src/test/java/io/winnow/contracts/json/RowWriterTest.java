package io.winnow.contracts.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowWriterTest {
  private final RowWriter writer = new RowWriter();

  @Test
  void itWritesWhatJacksonWrites() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String text = RandomRowsTest.text(random);
      long number = random.nextLong(Long.MAX_VALUE) >> random.nextInt(63);
      List<String> texts =
          IntStream.range(0, random.nextInt(4)).mapToObj(_ -> RandomRowsTest.text(random)).toList();

      assertThat(new String(ours(text, number, texts), UTF_8))
          .as("seed %s, row %s", seed, i)
          .isEqualTo(new String(jacksons(text, number, texts), UTF_8));
    }
  }

  @Test
  void everyCharacterIsWrittenAsByJackson() throws IOException {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = "a" + (char) c + "b";

      assertThat(ours(text, c, List.of()))
          .as("character %x", c)
          .isEqualTo(jacksons(text, c, List.of()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 99, 100, Long.MAX_VALUE})
  void numbersOfAnyLength(long number) throws IOException {
    assertThat(ours("", number, List.of())).isEqualTo(jacksons("", number, List.of()));
  }

  @Test
  void longTextsAreWritten() throws IOException {
    String text = "x\u0001".repeat(100_000);

    assertThat(ours(text, 1, List.of(text))).isEqualTo(jacksons(text, 1, List.of(text)));
    assertThat(ours("short again", 1, List.of())).isEqualTo(jacksons("short again", 1, List.of()));
  }

  private byte[] ours(String text, long number, List<String> texts) {
    writer.begin();
    writer.text("text", text);
    writer.number("number", number);
    writer.textIfPresent("absent", null);
    writer.texts("texts", texts);
    return writer.end();
  }

  private static byte[] jacksons(String text, long number, List<String> texts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("text", text);
      json.writeNumberField("number", number);
      json.writeArrayFieldStart("texts");
      for (String each : texts) {
        json.writeString(each);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
