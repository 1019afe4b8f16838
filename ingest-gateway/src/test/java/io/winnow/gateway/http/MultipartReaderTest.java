package io.winnow.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class MultipartReaderTest {
  private static final String BOUNDARY = "b0";

  /** Gives its bytes in pieces of random length, as a network does. */
  private static InputStream inPieces(byte[] bytes, RandomGenerator random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, random.nextInt(1, 9)));
      }
    };
  }

  @RepeatedTest(200)
  void partsComeOutAsTheyWentInHoweverTheyArrive() throws IOException {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    List<String> contents = new ArrayList<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      String content = content(random);
      contents.add(content);
      form.writeBytes(
          ("--b0\r\nContent-Disposition: form-data; name=\"n" + i + "\"\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      form.writeBytes(content.getBytes(StandardCharsets.ISO_8859_1));
      form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    form.writeBytes("--b0--\r\n".getBytes(StandardCharsets.UTF_8));
    MultipartReader reader = new MultipartReader(inPieces(form.toByteArray(), random), BOUNDARY);

    for (String content : contents) {
      MultipartReader.Part part = reader.next();
      assertThat(new String(part.content().readAllBytes(), StandardCharsets.ISO_8859_1))
          .as("seed %d", seed)
          .isEqualTo(content);
    }
    assertThat(reader.next()).as("seed %d", seed).isNull();
  }

  /** Content made of what a parser of boundaries may stumble over. */
  private static String content(RandomGenerator random) {
    List<String> pieces = List.of("\r", "\n", "\r\n", "-", "--", "--b", "\r\n--b", "x", "\u0000");
    StringBuilder content = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      content.append(pieces.get(random.nextInt(pieces.size())));
    }
    // a whole boundary is the one thing that content cannot hold
    return content.toString().replace("--b0", "--b1");
  }

  @Test
  void aPartThatIsNotReadIsPassedOver() throws IOException {
    String form =
        """
        --b0
        Content-Disposition: form-data; name="a"

        one
        --b0
        Content-Disposition: form-data; name="b"; filename="f.csv"
        content-type: text/csv

        two
        --b0--"""
            .replace("\n", "\r\n");
    MultipartReader reader =
        new MultipartReader(
            new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8)), BOUNDARY);

    assertThat(reader.next().name()).isEqualTo("a");
    MultipartReader.Part second = reader.next();

    assertThat(second.name()).isEqualTo("b");
    assertThat(second.fileName()).isEqualTo("f.csv");
    assertThat(second.contentType()).isEqualTo("text/csv");
    assertThat(second.content().read()).isEqualTo('t');
  }

  @Test
  void partsWithoutEndAreRefused() {
    String part = "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n";
    MultipartReader reader =
        new MultipartReader(
            new ByteArrayInputStream(part.repeat(100).getBytes(StandardCharsets.UTF_8)), BOUNDARY);

    assertThatThrownBy(
            () -> {
              while (reader.next() != null) {}
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("64 parts");
  }

  @Test
  void headersWithoutEndAreRefused() {
    String part = "--b0\r\nX-Header: " + "x".repeat(10_000);
    MultipartReader reader =
        new MultipartReader(
            new ByteArrayInputStream(part.getBytes(StandardCharsets.UTF_8)), BOUNDARY);

    assertThatThrownBy(reader::next).isInstanceOf(IOException.class);
  }
}
