package io.winnow.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.JsonSerde;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

/** Numbers of rows from outside that would be beyond what a slice's number holds. */
class RowBoundsTest {
  private static byte[] row(long number) {
    return """
        {"v":1,"job":7,"row":%d,"address":"a@b.c","level":"syntax","column":0,"cells":[]}
        """
        .formatted(number)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aRowBeyondAnyListCannotBeRead() {
    AddressSubmittedSerde serde = new AddressSubmittedSerde();

    long last = SliceId.MOST_ROWS - 1;
    assertThat(serde.deserialize("t", row(last)).slice().firstRow()).isLessThanOrEqualTo(last);
    for (long beyond : List.of(SliceId.MOST_ROWS, Long.MAX_VALUE)) {
      assertThatThrownBy(() -> serde.deserialize("t", row(beyond)))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void aDuplicateBeyondAnyListIsNone() {
    assertThatThrownBy(() -> new RowCopy(Long.MAX_VALUE, "a@b.c", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aListOfMoreRowsThanAnyCannotBeSubmitted() {
    byte[] submission =
        """
        {"v":1,"job":7,"nonce":"n","account":"demo","name":"x","level":"syntax","chargeable":0,
        "layout":{"columns":["email"],"addressColumn":0,"delimiter":",","header":true},
        "rows":%d,"submittedAt":"2026-01-01T00:00:00Z"}
        """
            .formatted(Long.MAX_VALUE)
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> new JsonSerde<>(Submission.class).deserialize("t", submission))
        .isInstanceOf(SerializationException.class);
  }
}
