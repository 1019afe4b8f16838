package io.winnow.sink.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallHeapTest {
  /** Its rows alone are several times the heap. */
  private static final int ROWS = 400_000;

  @TempDir Path root;

  @Test
  void aLongListIsRenderedInASmallHeap() throws Exception {
    Path told = root.resolve("told.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName(),
                root.resolve("results").toString(),
                Integer.toString(ROWS))
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start();

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as("%s", Files.readString(told)).isZero();
  }
}
