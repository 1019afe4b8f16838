/** InsideView's bulk jobs, as far as they read: how they stand, results, lists, usage. */
@NullMarked
package io.winnow.sink.dialect.insideview;

import org.jspecify.annotations.NullMarked;
