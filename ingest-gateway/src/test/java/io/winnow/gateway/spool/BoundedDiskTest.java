package io.winnow.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedDiskTest {
  @TempDir Path root;

  @Test
  void whatIsBelowTheDirectoryCountsUpToTheBound() throws IOException {
    Disk disk = new BoundedDisk(new FileDisk(), root, 1_000);
    Path list = Files.createDirectories(root.resolve("17")).resolve("list");

    Files.write(list, new byte[999]);
    assertThat(disk.usableBytes(root)).isPositive();

    Files.write(list, new byte[1_000]);
    ListRefused full = catchThrowableOfType(ListRefused.class, () -> disk.usableBytes(root));
    assertThat(full.fault()).isEqualTo(ListFault.SPOOL_FULL);

    Files.delete(list);
    assertThat(disk.usableBytes(root)).isPositive();
  }

  @Test
  void withoutABoundNothingIsCounted() throws IOException {
    Files.write(root.resolve("list"), new byte[1_000]);

    assertThat(new BoundedDisk(new FileDisk(), root, 0).usableBytes(root)).isPositive();
  }
}
