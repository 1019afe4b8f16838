package io.winnow.sink.filing;

import java.time.Duration;

/**
 * How rows are filed.
 *
 * @param maxOpenFiles held open at a time, at least 1
 * @param commitInterval time between commits, in which files are forced
 * @param commitRows rows after which to commit sooner, at least 1
 * @param sealingThreads slices sealed at a time, at least 1
 * @param retryInterval how long to wait after a failure of the disk or of Kafka
 * @param idle how long a slice that may wait for ever is held without getting a row
 */
public record FilingSettings(
    int maxOpenFiles,
    Duration commitInterval,
    int commitRows,
    int sealingThreads,
    Duration retryInterval,
    Duration idle) {
  private static final Duration IDLE = Duration.ofMinutes(1);

  /** With slices held for as long as is good for most. */
  public FilingSettings(
      int maxOpenFiles,
      Duration commitInterval,
      int commitRows,
      int sealingThreads,
      Duration retryInterval) {
    this(maxOpenFiles, commitInterval, commitRows, sealingThreads, retryInterval, IDLE);
  }
}
