/** The dialects of a whole server. */
@NullMarked
package io.winnow.systemtests.dialects;

import org.jspecify.annotations.NullMarked;
