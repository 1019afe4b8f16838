package io.winnow.lab.smtp;

import java.time.Duration;

/**
 * A {@link Flaw} and where it was seen.
 *
 * @param session the session's number
 * @param at since the servers started
 * @param line what came, at most 200 characters of it; octets that are no UTF-8 replaced
 */
public record Mishap(Flaw flaw, long session, String operator, Duration at, String line) {}
