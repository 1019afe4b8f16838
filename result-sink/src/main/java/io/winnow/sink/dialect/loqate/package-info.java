/** Loqate's Everything Location, where it reads: batches, how they stand, their files. */
@NullMarked
package io.winnow.sink.dialect.loqate;

import org.jspecify.annotations.NullMarked;
