package io.winnow.verifier.screen;

import org.jspecify.annotations.Nullable;

/**
 * What lists say of a domain. Immutable, so that it may be handed over without a lock.
 *
 * @param match see {@link DomainTable#match}
 * @param correction what was probably meant; null when this was
 */
record KnownDomain(String domain, long match, @Nullable Correction correction) {}
