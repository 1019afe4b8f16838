/** Jobs' progress, told to those who wait for it. */
@NullMarked
package io.winnow.sink.events;

import org.jspecify.annotations.NullMarked;
