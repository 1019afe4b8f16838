package io.winnow.verifier.verification;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.contracts.json.ProbeRequestedSerde;
import io.winnow.errands.ErrandProcessorSupplier;
import io.winnow.errands.ErrandSettings;
import io.winnow.verifier.cancelled.CancelledJobs;
import io.winnow.verifier.intake.Required;
import io.winnow.verifier.probing.LaneChoice;
import io.winnow.verifier.publish.PublishProcessor;
import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.screen.Screen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;

/**
 * The way of an address to its verdict:
 *
 * <pre>
 * [addresses] ─▶ screen ─▶ resolve ─▶ [probes]
 *                   │         ├─▶ [job-waits]
 *                   └─ final ─┴─▶ publish ─▶ [verified-addresses]
 *                                    └─────▶ [answers]
 * </pre>
 */
public final class VerificationTopology {
  static final String READ_ADDRESSES = "read-addresses";
  static final String SCREEN = "screen";
  static final String RESOLVE = "resolve";
  static final String PUBLISH = "publish";
  static final String WRITE_PROBES = "write-probes";
  static final String WRITE_JOB_WAITS = "write-job-waits";
  static final String WRITE_DEAD_LETTERS = "write-dead-letters";

  private VerificationTopology() {}

  /**
   * @param screen decides without asking anyone; its lists may change while the topology runs
   * @param routes by domain in A-labels; at hand when known
   * @param retryDelays before each further time that a failed domain is asked
   * @param maxInFlight rows of one partition that wait for the DNS at a time
   * @param lanes where mailboxes are asked for; empty when none are
   * @param cancelled jobs whose rows are not asked about any more
   */
  public static Topology build(
      Screen screen,
      Function<String, ? extends CompletionStage<Route>> routes,
      List<Duration> retryDelays,
      int maxInFlight,
      Optional<LaneChoice> lanes,
      CancelledJobs cancelled,
      MeterRegistry meters) {
    ErrandSettings resolve =
        ErrandSettings.of(RESOLVE, WRITE_DEAD_LETTERS).withMaxInFlight(maxInFlight);
    Topology topology =
        new Topology()
            .addSource(
                READ_ADDRESSES,
                new ByteArrayDeserializer(),
                new Required<>(new AddressSubmittedSerde()),
                Topics.ADDRESSES.name())
            .addProcessor(SCREEN, () -> new ScreenProcessor(screen, cancelled), READ_ADDRESSES)
            .addProcessor(
                RESOLVE,
                new ErrandProcessorSupplier<byte[], ScreenedRow, Route, String, Object>(
                    resolve,
                    () -> new ResolveErrand(screen, routes, retryDelays, lanes, cancelled),
                    Serdes.ByteArray(),
                    ScreenedRow.serde(screen),
                    meters),
                SCREEN)
            .addSink(
                WRITE_PROBES,
                Topics.PROBES.name(),
                new StringSerializer(),
                new ProbeRequestedSerde(),
                RESOLVE)
            .addSink(
                WRITE_JOB_WAITS,
                Topics.JOB_WAITS.name(),
                new StringSerializer(),
                new JsonSerde<>(JobWaits.class),
                RESOLVE)
            .addSink(
                WRITE_DEAD_LETTERS,
                Topics.DEAD_LETTERS.name(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                RESOLVE);
    return PublishProcessor.addTo(topology, PUBLISH, SCREEN, RESOLVE);
  }
}
