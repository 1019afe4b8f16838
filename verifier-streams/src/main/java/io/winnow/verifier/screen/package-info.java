/** Everything decided without I/O: syntax and normalisation. */
@NullMarked
package io.winnow.verifier.screen;

import org.jspecify.annotations.NullMarked;
