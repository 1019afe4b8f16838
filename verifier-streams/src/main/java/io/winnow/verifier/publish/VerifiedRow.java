package io.winnow.verifier.publish;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.Verdict;

/**
 * A row that has its verdict, which is its duplicates' as well.
 *
 * @param row as it was submitted
 * @param verdict what was found
 */
public record VerifiedRow(AddressSubmitted row, Verdict verdict) {}
