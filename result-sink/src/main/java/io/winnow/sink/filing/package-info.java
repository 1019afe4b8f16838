/** From the topic of verified addresses into slice files. */
@NullMarked
package io.winnow.sink.filing;

import org.jspecify.annotations.NullMarked;
