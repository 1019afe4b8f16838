/** Recorded exchanges over HTTP, played against a server and compared to the last byte. */
@NullMarked
package io.winnow.lab.golden;

import org.jspecify.annotations.NullMarked;
