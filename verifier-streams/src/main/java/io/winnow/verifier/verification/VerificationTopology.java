package io.winnow.verifier.verification;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.AddressVerifiedSerde;
import io.winnow.errands.ErrandProcessorSupplier;
import io.winnow.errands.ErrandSettings;
import io.winnow.verifier.resolve.Route;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;

/**
 * The way of an address to its verdict:
 *
 * <pre>
 * [addresses] ─▶ screen ─▶ resolve ─▶ [verified-addresses]
 *                   └── final ──────────▲
 * </pre>
 */
public final class VerificationTopology {
  static final String READ_ADDRESSES = "read-addresses";
  static final String SCREEN = "screen";
  static final String RESOLVE = "resolve";
  static final String WRITE_VERIFIED = "write-verified-addresses";
  static final String WRITE_DEAD_LETTERS = "write-dead-letters";

  private VerificationTopology() {}

  /**
   * @param routes by domain in A-labels; at hand when known
   * @param retryDelays before each further time that a failed domain is asked
   * @param maxInFlight rows of one partition that wait for the DNS at a time
   */
  public static Topology build(
      Function<String, ? extends CompletionStage<Route>> routes,
      List<Duration> retryDelays,
      int maxInFlight,
      MeterRegistry meters) {
    ErrandSettings resolve =
        ErrandSettings.of(RESOLVE, WRITE_DEAD_LETTERS).withMaxInFlight(maxInFlight);
    return new Topology()
        .addSource(
            READ_ADDRESSES,
            new ByteArrayDeserializer(),
            new AddressSubmittedSerde(),
            Topics.ADDRESSES.name())
        .addProcessor(SCREEN, ScreenProcessor::new, READ_ADDRESSES)
        .addProcessor(
            RESOLVE,
            new ErrandProcessorSupplier<byte[], ScreenedRow, Route, SliceId, AddressVerified>(
                resolve,
                () -> new ResolveErrand(routes, retryDelays),
                Serdes.ByteArray(),
                ScreenedRow.serde(),
                meters),
            SCREEN)
        .addSink(
            WRITE_VERIFIED,
            Topics.VERIFIED_ADDRESSES.name(),
            new SliceKeySerializer(),
            new AddressVerifiedSerde(),
            SCREEN,
            RESOLVE)
        .addSink(
            WRITE_DEAD_LETTERS,
            Topics.DEAD_LETTERS.name(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            RESOLVE);
  }
}
