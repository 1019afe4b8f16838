/** What is logged, and how. */
@NullMarked
package io.winnow.kit.logging;

import org.jspecify.annotations.NullMarked;
