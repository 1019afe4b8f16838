/** The simulated world, all of it at once. */
@NullMarked
package io.winnow.lab;

import org.jspecify.annotations.NullMarked;
