/** What the dialects have in common where they read. */
@NullMarked
package io.winnow.sink.dialect;

import org.jspecify.annotations.NullMarked;
