/** Makes files again from the topic of verified addresses. */
@NullMarked
package io.winnow.sink.rebuild;

import org.jspecify.annotations.NullMarked;
