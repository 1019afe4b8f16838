package io.winnow.errands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class PendingEntrySerdeTest {
  private static final String VERSION_1 =
      "01" // version
          + "00000002" // attempt
          + "0000019b76daa800" // since
          + "0000000000000007" // timestamp
          + "00000003"
          + "6a2f31" // id
          + "00000002" // headers
          + "00000001"
          + "68"
          + "00000002"
          + "c3a9"
          + "00000001"
          + "6e"
          + "ffffffff"
          + "ffffffff" // key
          + "00000001"
          + "76"; // value

  private final PendingEntrySerde<String, String> serde =
      new PendingEntrySerde<>(Serdes.String(), Serdes.String());
  private final PendingEntry<String, String> entry =
      new PendingEntry<>(
          "j/1",
          new Record<>(
              null, "v", 7, new RecordHeaders().add("h", "é".getBytes(UTF_8)).add("n", null)),
          2,
          1767225600000L);

  @Test
  void writesVersionOne() {
    assertThat(HexFormat.of().formatHex(serde.serialize("t", entry))).isEqualTo(VERSION_1);
  }

  @Test
  void readsVersionOne() {
    PendingEntry<String, String> read = serde.deserialize("t", HexFormat.of().parseHex(VERSION_1));

    assertThat(read.id()).isEqualTo("j/1");
    assertThat(read.attempt()).isEqualTo(2);
    assertThat(read.since()).isEqualTo(1767225600000L);
    assertThat(read.record()).isEqualTo(entry.record());
    assertThat(read.state()).isEqualTo(EntryState.BACKLOG);
  }

  @Test
  void refusesAnotherVersionByItsNumber() {
    byte[] bytes = serde.serialize("t", entry);
    bytes[0] = 2;

    assertThatThrownBy(() -> serde.deserialize("lookup-pending", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("lookup-pending")
        .hasMessageContaining("version 2");
  }

  @Test
  void refusesEveryTruncation() {
    byte[] bytes = serde.serialize("t", entry);

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> serde.deserialize("t", cut))
          .as("%d bytes", length)
          .isInstanceOf(SerializationException.class);
    }
  }
}
