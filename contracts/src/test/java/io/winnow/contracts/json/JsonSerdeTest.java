package io.winnow.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonSerdeTest {
  record Sample(String must, @Nullable String may, int number) {}

  private static Sample read(String json) {
    return new JsonSerde<>(Sample.class)
        .deserialize("topic", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFieldThatMayBeNullMayBeMissing() {
    assertThat(read("{\"must\":\"a\",\"number\":1}")).isEqualTo(new Sample("a", null, 1));
  }

  @Test
  void aFieldThatMustBeThereIsNamedWhenItIsNot() {
    assertThatThrownBy(() -> read("{\"may\":\"a\",\"number\":1}"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("must");
    assertThatThrownBy(() -> read("{\"must\":\"a\"}"))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("number");
  }

  @Test
  void unknownFieldsAreIgnored() {
    assertThat(read("{\"must\":\"a\",\"number\":1,\"new\":{\"a\":[1,2]}}"))
        .isEqualTo(new Sample("a", null, 1));
  }
}
