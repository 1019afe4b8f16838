/** Starting the parts of a process in order, and stopping them in reverse. */
@NullMarked
package io.winnow.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
