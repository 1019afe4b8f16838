/** The topology that admits, counts and finishes jobs. */
@NullMarked
package io.winnow.verifier.accounting;

import org.jspecify.annotations.NullMarked;
