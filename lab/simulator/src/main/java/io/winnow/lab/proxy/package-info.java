/** A way into the simulated world for clients elsewhere. */
@NullMarked
package io.winnow.lab.proxy;

import org.jspecify.annotations.NullMarked;
