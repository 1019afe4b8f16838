package io.winnow.verifier.probing;

import io.winnow.contracts.ProbeRequested;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Hands rows over to the lane of their next mail host, which may be another process's: so each
 * operator is asked within its own limits alone. There they begin anew, with the hosts that are
 * left; so they come to an end, however often they are handed over.
 */
final class OtherLanes {
  private final LaneChoice lanes;
  private final ProcessorContext<Object, Object> context;

  OtherLanes(LaneChoice lanes, ProcessorContext<Object, Object> context) {
    this.lanes = lanes;
    this.context = context;
  }

  /** Hands it over; false when all its hosts are of one lane, by the table as it is now. */
  boolean takeOver(Probe probe) {
    List<String> hosts = probe.request().mailHosts();
    LaneChoice.Choice here = lanes.of(hosts, probe.domain());
    int next =
        IntStream.range(1, hosts.size())
            .filter(i -> !lanes.of(hosts.subList(i, i + 1), probe.domain()).equals(here))
            .findFirst()
            .orElse(hosts.size());
    if (next == hosts.size()) {
      return false;
    }
    List<String> left = hosts.subList(next, hosts.size());
    LaneChoice.Choice there = lanes.of(left, probe.domain());
    context.forward(
        new Record<>(
            there.name(),
            new ProbeRequested(there.operator(), left, probe.request().implicitMx(), probe.row()),
            probe.timestamp(),
            probe.headers()),
        ProbingTopology.WRITE_PROBES);
    return true;
  }
}
