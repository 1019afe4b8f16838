package io.winnow.sink.retention;

import java.time.Duration;

/**
 * How long things are kept.
 *
 * @param jobs after their end, unless they say otherwise themselves
 * @param unknownRows rows of jobs that nobody knows, after the last of them
 * @param lookEvery how often to look
 */
public record RetentionSettings(Duration jobs, Duration unknownRows, Duration lookEvery) {}
