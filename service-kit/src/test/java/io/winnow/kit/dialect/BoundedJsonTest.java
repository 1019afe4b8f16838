package io.winnow.kit.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.kit.dialect.MalformedInput.Fault;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BoundedJsonTest {

  private static void assertFault(Fault fault, String json) {
    assertThatThrownBy(() -> BoundedJson.SMALL.tree(json))
        .isInstanceOfSatisfying(
            MalformedInput.class, told -> assertThat(told.fault()).isEqualTo(fault));
  }

  @Test
  void whatIsWellFormedIsRead() throws MalformedInput {
    JsonNode tree = BoundedJson.SMALL.tree("{\"a\":{\"b\":[1,\"ü\",null]}}");

    assertThat(tree.at("/a/b/1").asText()).isEqualTo("ü");
  }

  @Test
  void tenThousandLevelsAreTooDeep() {
    assertFault(Fault.TOO_LARGE, "[".repeat(10_000) + "]".repeat(10_000));
    assertFault(Fault.TOO_LARGE, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
  }

  @Test
  void aKeyThatComesTwiceIsAFault() {
    assertFault(Fault.DUPLICATE_KEY, "{\"a\":1,\"b\":{\"c\":1,\"c\":2}}");
  }

  @Test
  void whatBreaksOffOrGoesOnIsAFault() {
    assertFault(Fault.NOT_WELL_FORMED, "{\"a\":");
    assertFault(Fault.NOT_WELL_FORMED, "{} {}");
    assertFault(Fault.NOT_WELL_FORMED, "a=b");
  }

  @Test
  void numbersAndNamesHaveBounds() {
    assertFault(Fault.TOO_LARGE, "{\"n\":" + "9".repeat(100) + "}");
    assertFault(Fault.TOO_LARGE, "{\"" + "n".repeat(2_000) + "\":1}");
  }

  @Test
  void ofADocumentWithoutEndNoMoreIsReadThanTheBound() {
    Endless endless = new Endless();

    assertThatThrownBy(() -> BoundedJson.SMALL.tree(endless))
        .isInstanceOfSatisfying(
            MalformedInput.class, told -> assertThat(told.fault()).isEqualTo(Fault.TOO_LARGE));
    assertThat(endless.given).hasValueLessThan(2 << 20);
  }

  /** An array that goes on and on. */
  private static final class Endless extends InputStream {
    private static final String ADDRESS = "\"anna@example.com\",";

    private final AtomicLong given = new AtomicLong();

    @Override
    public int read() {
      long at = given.getAndIncrement();
      return at == 0 ? '[' : ADDRESS.charAt((int) ((at - 1) % ADDRESS.length()));
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int i = 0; i < length; i++) {
        target[offset + i] = (byte) read();
      }
      return length;
    }
  }
}
