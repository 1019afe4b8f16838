/** The simulated world's name server. */
@NullMarked
package io.winnow.lab.dns;

import org.jspecify.annotations.NullMarked;
