/** The simulated world's name server, on loopback only. */
@NullMarked
package io.winnow.lab.dns;

import org.jspecify.annotations.NullMarked;
