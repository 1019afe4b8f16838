package io.winnow.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Topic;
import io.winnow.contracts.Topics;
import io.winnow.kit.kafka.Rights;
import io.winnow.standalone.ServiceRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AclFilesTest {
  private static final Path FILES = Deploy.DIRECTORY.resolve("kafka/acls");

  static Stream<Rights> services() {
    return ServiceRights.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("services")
  void theFileOfEachServiceHoldsItsRights(Rights rights) throws IOException {
    String expected =
        """
        # What %s does on the cluster, and so the least that its user must be allowed.
        # A name that ends in * stands for all that begin so. To grant: ./winnow acls %s --user NAME --kafka HOST:PORT
        """
                .formatted(rights.service(), rights.service())
            + rights.table();

    assertThat(FILES.resolve(rights.service() + ".txt"))
        .as("what the services declare; put this into the file")
        .hasContent(expected);
  }

  @Test
  void thereIsNoOtherFile() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              services().map(rights -> rights.service() + ".txt").toList());
    }
  }

  @Test
  void everyTopicIsReadOrWrittenBySomeService() {
    Set<Topic> used = new HashSet<>();
    services().forEach(rights -> used.addAll(rights.topics()));

    assertThat(used).containsExactlyInAnyOrderElementsOf(Topics.ALL);
  }
}
