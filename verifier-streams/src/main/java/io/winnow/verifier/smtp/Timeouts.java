package io.winnow.verifier.smtp;

import java.time.Duration;

/**
 * How long to wait, by the wall clock: a server that sends a byte now and then gains nothing.
 *
 * @param connect until the connection stands, through a proxy or not
 * @param banner until the greeting is complete; slow on purpose at some hosts
 * @param reply until the reply to a command is complete
 */
public record Timeouts(Duration connect, Duration banner, Duration reply) {}
