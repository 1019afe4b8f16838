package io.winnow.verifier.probing;

import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.ProbeRequested;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.contracts.json.ProbeRequestedSerde;
import io.winnow.verifier.cancelled.CancelledJobs;
import io.winnow.verifier.lanes.Lanes;
import io.winnow.verifier.publish.PublishProcessor;
import io.winnow.verifier.screen.Screen;
import java.util.Set;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The way of a row through the SMTP dialogue:
 *
 * <pre>
 * [probes] ─▶ probe ─▶ publish ─▶ [verified-addresses]
 *    ▲         │ │        └─────▶ [answers]
 *    └─────────┘ └▶ [job-waits]
 *  whose next mail host is another lane's
 * </pre>
 */
public final class ProbingTopology {
  static final String READ_PROBES = "read-probes";
  static final String PROBE = "probe";
  static final String PUBLISH = "publish";
  static final String WRITE_PROBES = "write-probes";
  static final String WRITE_JOB_WAITS = "write-job-waits";
  static final String WRITE_DEAD_LETTERS = "write-dead-letters";

  private ProbingTopology() {}

  /**
   * @param screen through which the rows came
   * @param lanes of this process
   * @param choice in which lane a mailbox is asked for
   * @param cancelled jobs whose rows are not asked about any more
   */
  public static Topology build(
      Screen screen,
      ProbingSettings settings,
      Lanes lanes,
      LaneChoice choice,
      CancelledJobs cancelled,
      MeterRegistry registry) {
    ProbeMeters meters = new ProbeMeters(registry);
    Topology topology =
        new Topology()
            .addSource(
                READ_PROBES,
                new StringDeserializer(),
                new ProbeRequestedSerde(),
                Topics.PROBES.name())
            .addProcessor(
                PROBE,
                new ProcessorSupplier<String, ProbeRequested, Object, Object>() {
                  @Override
                  public Processor<String, ProbeRequested, Object, Object> get() {
                    return new ProbeProcessor(screen, settings, lanes, choice, cancelled, meters);
                  }

                  @Override
                  public Set<StoreBuilder<?>> stores() {
                    return ProbeStores.builders();
                  }
                },
                READ_PROBES)
            .addSink(
                WRITE_PROBES,
                Topics.PROBES.name(),
                new StringSerializer(),
                new ProbeRequestedSerde(),
                PROBE)
            .addSink(
                WRITE_JOB_WAITS,
                Topics.JOB_WAITS.name(),
                new StringSerializer(),
                new JsonSerde<>(JobWaits.class),
                PROBE)
            .addSink(
                WRITE_DEAD_LETTERS,
                Topics.DEAD_LETTERS.name(),
                new StringSerializer(),
                new ProbeRequestedSerde(),
                PROBE);
    return PublishProcessor.addTo(topology, PUBLISH, PROBE);
  }
}
