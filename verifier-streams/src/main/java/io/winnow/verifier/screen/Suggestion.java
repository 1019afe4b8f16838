package io.winnow.verifier.screen;

/**
 * What was probably meant.
 *
 * @param address the same local part at another domain
 * @param strong whether the domain is one slip away from one that very many people have; when not,
 *     it is a hint that costs the address nothing
 */
public record Suggestion(String address, boolean strong) {}
