/** Who may have a list verified, and for how many credits. */
@NullMarked
package io.winnow.verifier.admission;

import org.jspecify.annotations.NullMarked;
