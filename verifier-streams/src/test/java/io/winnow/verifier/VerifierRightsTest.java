package io.winnow.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.Level;
import io.winnow.kit.kafka.Right;
import io.winnow.verifier.accounting.AccountingTopology;
import io.winnow.verifier.admission.AdmissionSettings;
import io.winnow.verifier.directory.DirectoryTopology;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/** Topologies that no test of a guarded cluster leads a record all the way through. */
class VerifierRightsTest {

  @Test
  void whoKeepsAccountsMayDoWhatTheTopologySays() {
    assertAllowed(
        AccountingTopology.build(
            1, new AdmissionSettings(Set.of(), Set.of()), new SimpleMeterRegistry()),
        Role.ACCOUNTS);
  }

  @Test
  void whoKeepsContactsMayDoWhatTheTopologySays() {
    assertAllowed(DirectoryTopology.build(text -> true, Level.DNS), Role.DIRECTORY);
  }

  private static void assertAllowed(Topology topology, Role role) {
    Set<String> done = new TreeSet<>();
    for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source) {
          source.topicSet().forEach(topic -> done.add("read on topic " + topic));
        } else if (node instanceof TopologyDescription.Sink sink && sink.topic() != null) {
          done.add("write on topic " + sink.topic());
        }
      }
    }
    // those that Kafka Streams makes have other names, and are allowed by their beginning
    done.removeIf(one -> !one.contains("winnow."));

    assertThat(done).isNotEmpty();
    assertThat(VerifierRights.of(EnumSet.of(role)).all().stream().map(Right::toString))
        .containsAll(done);
  }
}
