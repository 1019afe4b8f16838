package io.winnow.verifier.probing;

import org.apache.kafka.common.utils.Bytes;

/** A probe that was taken from its line; it stays in the store until its next place is known. */
record Taken(Bytes key, Probe probe) {}
