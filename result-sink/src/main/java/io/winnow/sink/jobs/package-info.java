/** Jobs as they stand now, read from the accounting's table. */
@NullMarked
package io.winnow.sink.jobs;

import org.jspecify.annotations.NullMarked;
