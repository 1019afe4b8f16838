/** Puts the rows of admitted lists on the topic, exactly once. */
@NullMarked
package io.winnow.gateway.load;

import org.jspecify.annotations.NullMarked;
