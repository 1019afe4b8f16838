/** Everything decided without I/O: syntax, normalisation, and what the lists say. */
@NullMarked
package io.winnow.verifier.screen;

import org.jspecify.annotations.NullMarked;
