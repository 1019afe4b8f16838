package io.winnow.lab.smtp;

import java.time.Duration;

/**
 * One RCPT command that was understood.
 *
 * @param session the session's number
 * @param at since the servers started
 * @param recipient as given, without the angle brackets
 * @param domain lower-case A-labels
 * @param probe whether the local part looks random
 * @param code of the reply; 0 when there was none
 */
public record Asked(
    long session,
    String operator,
    Duration at,
    String sender,
    String recipient,
    String domain,
    boolean probe,
    int code) {}
