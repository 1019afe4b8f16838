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
 */
public record FilingSettings(
    int maxOpenFiles,
    Duration commitInterval,
    int commitRows,
    int sealingThreads,
    Duration retryInterval) {}
