package io.winnow.verifier.screen;

/**
 * The domain that was probably meant.
 *
 * @param domain in lower-case A-labels
 * @param strong see {@link Suggestion#strong()}
 */
record Correction(String domain, boolean strong) {}
