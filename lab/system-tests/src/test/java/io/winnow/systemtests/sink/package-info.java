/** Sinks that die. */
@NullMarked
package io.winnow.systemtests.sink;

import org.jspecify.annotations.NullMarked;
