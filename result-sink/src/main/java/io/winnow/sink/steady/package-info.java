/** Threads that work for as long as the process lives. */
@NullMarked
package io.winnow.sink.steady;

import org.jspecify.annotations.NullMarked;
