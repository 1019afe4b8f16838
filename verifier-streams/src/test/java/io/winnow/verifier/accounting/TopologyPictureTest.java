package io.winnow.verifier.accounting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.verifier.admission.AdmissionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shows a reviewer what a change does to the topology, and to its internal topics. */
class TopologyPictureTest {
  private static final String PICTURE = "/accounting-topology.txt";

  @Test
  void theTopologyIsAsInItsPicture() throws IOException {
    String topology =
        AccountingTopology.build(
                1, new AdmissionSettings(Set.of(), Set.of()), new SimpleMeterRegistry())
            .describe()
            .toString();

    try (InputStream picture =
        Objects.requireNonNull(TopologyPictureTest.class.getResourceAsStream(PICTURE))) {
      assertThat(new String(picture.readAllBytes(), UTF_8).strip())
          .as("src/test/resources%s should hold%n%s", PICTURE, topology)
          .isEqualTo(topology.strip());
    }
  }
}
