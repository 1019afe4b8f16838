/** Verified rows as the user's own list with the verdict's columns behind. */
@NullMarked
package io.winnow.sink.results;

import org.jspecify.annotations.NullMarked;
