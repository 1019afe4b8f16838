package io.winnow.lab.smtp;

import java.time.Duration;

/**
 * A recipient asked where there is greylisting.
 *
 * @param client the client's address
 * @param at since the servers started
 * @param passed false when it was deferred
 */
public record GreylistTry(
    String client, String sender, String recipient, String domain, Duration at, boolean passed) {}
