/** Threads that work for as long as the process lives. */
@NullMarked
package io.winnow.kit.steady;

import org.jspecify.annotations.NullMarked;
