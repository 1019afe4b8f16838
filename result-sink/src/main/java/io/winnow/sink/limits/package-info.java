/** How much may be asked of a sink at a time. */
@NullMarked
package io.winnow.sink.limits;

import org.jspecify.annotations.NullMarked;
