package io.winnow.verifier.verification;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A row on its way to the DNS.
 *
 * @param screened a mailbox when the row sets out. A row that waited may be screened otherwise when
 *     it is read again, by other lists or a newer grammar: then that is its verdict
 */
record ScreenedRow(AddressSubmitted row, Screened screened) {

  /** The row alone is stored; screening it again is cheaper than storing what came of it. */
  static Serde<ScreenedRow> serde(Screen screen) {
    AddressSubmittedSerde rows = new AddressSubmittedSerde();
    return Serdes.serdeFrom(
        (topic, screened) -> rows.serialize(topic, screened.row()),
        (topic, bytes) -> {
          AddressSubmitted row = rows.deserialize(topic, bytes);
          return new ScreenedRow(row, screen.of(row.address()));
        });
  }
}
