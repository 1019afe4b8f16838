/** From evidence to verdict, in one place. */
@NullMarked
package io.winnow.verifier.verdict;

import org.jspecify.annotations.NullMarked;
