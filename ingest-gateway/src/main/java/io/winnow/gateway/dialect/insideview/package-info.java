/** InsideView's bulk jobs, as far as they write: tokens, jobs of contact ids, cancelling. */
@NullMarked
package io.winnow.gateway.dialect.insideview;

import org.jspecify.annotations.NullMarked;
