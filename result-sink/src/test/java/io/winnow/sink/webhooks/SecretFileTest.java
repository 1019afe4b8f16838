package io.winnow.sink.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir Path root;

  @Test
  void aSecretIsDrawnOnceForAllSinksOfADirectory() throws IOException {
    Path directory = root.resolve("results");

    List<String> secrets =
        Stream.generate(() -> secretIn(directory)).parallel().limit(16).distinct().toList();

    assertThat(secrets).hasSize(1);
    assertThat(secrets.getFirst()).hasSize(43);
    assertThat(secretIn(root.resolve("others"))).isNotEqualTo(secrets.getFirst());
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).singleElement().satisfies(SecretFileTest::isItsOwnersAlone);
    }
  }

  private static String secretIn(Path directory) {
    try {
      return SecretFile.in(directory);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void isItsOwnersAlone(Path file) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void anEmptyFileIsNoSecret() throws IOException {
    Files.createFile(root.resolve("webhook.secret"));

    assertThatThrownBy(() -> SecretFile.in(root)).hasMessageContaining("webhook.secret is empty");
  }
}
