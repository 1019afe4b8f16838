/** Whether the process lives, and whether it is ready to work. */
@NullMarked
package io.winnow.kit.health;

import org.jspecify.annotations.NullMarked;
