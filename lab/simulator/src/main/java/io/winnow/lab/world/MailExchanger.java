package io.winnow.lab.world;

/**
 * One MX record's content.
 *
 * @param preference 0 to 65535, the least first
 * @param host lower-case, without the final dot; {@code "."} in a null MX (RFC 7505)
 */
public record MailExchanger(int preference, String host) {}
