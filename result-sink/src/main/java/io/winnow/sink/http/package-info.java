/** Jobs and their results over HTTP. */
@NullMarked
package io.winnow.sink.http;

import org.jspecify.annotations.NullMarked;
