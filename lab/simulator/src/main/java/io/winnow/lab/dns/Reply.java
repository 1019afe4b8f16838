package io.winnow.lab.dns;

import java.nio.ByteBuffer;

/**
 * What goes back to a client.
 *
 * @param wire the message, without the length that precedes it over TCP
 * @param delayNanos until it is sent
 */
record Reply(ByteBuffer wire, long delayNanos) {}
