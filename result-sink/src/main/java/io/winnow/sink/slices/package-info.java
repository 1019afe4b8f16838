/** Slices as files: frames of rows while a slice is open, a sealed file when it has all rows. */
@NullMarked
package io.winnow.sink.slices;

import org.jspecify.annotations.NullMarked;
