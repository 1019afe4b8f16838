package io.winnow.lab.smtp;

/**
 * What has come to one operator, or to one address.
 *
 * @param connections that came about
 * @param open of them, those that are now
 * @param mostOpen the most at once
 * @param recipients RCPT commands that were understood
 * @param probes those of them whose local part looks random
 * @param mostRecipientsOfASession the most in one connection
 */
public record Traffic(
    long connections,
    int open,
    int mostOpen,
    long recipients,
    long probes,
    int mostRecipientsOfASession) {}
