package io.winnow.verifier.reply;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a reply.
 *
 * @param meaning what it means
 * @param enhancedCode class, subject and detail as in RFC 3463, such as {@code 5.1.1}; null when
 *     the reply has none
 * @param retryAfter how long to wait before asking again, with a margin, 1 to 60 minutes; null when
 *     the reply does not say
 * @param rule id of the rule that decided, for evidence and debugging
 */
public record Reading(
    Meaning meaning, @Nullable String enhancedCode, @Nullable Duration retryAfter, String rule) {}
