/** Uploads when what they need is away. */
@NullMarked
package io.winnow.systemtests.flow;

import org.jspecify.annotations.NullMarked;
