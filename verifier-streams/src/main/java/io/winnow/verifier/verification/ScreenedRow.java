package io.winnow.verifier.verification;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** A row whose address passed the screen, on its way to the DNS. */
record ScreenedRow(AddressSubmitted row, Screened.Mailbox mailbox) {

  /** The row alone is stored; screening it again is cheaper than storing what came of it. */
  static Serde<ScreenedRow> serde() {
    AddressSubmittedSerde rows = new AddressSubmittedSerde();
    return Serdes.serdeFrom(
        (topic, screened) -> rows.serialize(topic, screened.row()),
        (topic, bytes) -> {
          AddressSubmitted row = rows.deserialize(topic, bytes);
          return switch (Screen.of(row.address())) {
            case Screened.Mailbox mailbox -> new ScreenedRow(row, mailbox);
            case Screened other ->
                throw new SerializationException("stored row no longer passes: " + other);
          };
        });
  }
}
