/** Which jobs nobody waits for any more. */
@NullMarked
package io.winnow.verifier.cancelled;

import org.jspecify.annotations.NullMarked;
