/** How long jobs are kept, and what is left lying. */
@NullMarked
package io.winnow.sink.retention;

import org.jspecify.annotations.NullMarked;
