package io.winnow.kit.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.File;
import java.nio.file.Path;

/** How much room the disks have on which a process keeps something. */
public final class DiskRoom {
  private DiskRoom() {}

  /**
   * Shows it.
   *
   * @param place what is kept there: spool, state or results
   * @param directory that is there, or will be
   */
  public static void of(String place, Path directory, MeterRegistry meters) {
    File file = directory.toFile();
    Gauge.builder("winnow.disk.free", file, File::getUsableSpace)
        .description("room that is left on the disk")
        .baseUnit("bytes")
        .tag("place", place)
        .strongReference(true)
        .register(meters);
    Gauge.builder("winnow.disk.size", file, File::getTotalSpace)
        .description("room that the disk has in all")
        .baseUnit("bytes")
        .tag("place", place)
        .strongReference(true)
        .register(meters);
  }
}
