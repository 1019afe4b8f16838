package io.winnow.verifier.reply;

import org.jspecify.annotations.Nullable;

/**
 * What is known where a reply was given. All but the operator is removed before texts are compared.
 *
 * @param recipient the address as written in RCPT TO; may be empty before there was one
 * @param ownName the name that we gave to EHLO
 * @param ownAddress our IP address as the server sees it; null when unknown
 * @param operator who runs the server, such as {@code google}; null when unknown
 */
public record ReplyContext(
    String recipient, String ownName, @Nullable String ownAddress, @Nullable String operator) {}
