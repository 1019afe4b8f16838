package io.winnow.kit.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrivateFilesTest {
  @TempDir Path root;

  @Test
  void whatIsMadeIsItsOwnersAlone() throws IOException {
    Path folder = root.resolve("a/b");
    PrivateFiles.createDirectories(folder);
    Path file = folder.resolve("list");
    try (FileChannel channel =
        PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(channel.size()).isZero();
    }

    assertThat(permissions(root.resolve("a"))).isEqualTo("rwx------");
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @Test
  void whatExistsStaysAsItIsUnlessItIsClaimed() throws IOException {
    Path folder = Files.createDirectory(root.resolve("open"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    PrivateFiles.createDirectories(folder);
    assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");

    PrivateFiles.claimDirectory(folder);
    assertThat(permissions(folder)).isEqualTo("rwx------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
