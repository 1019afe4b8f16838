/** The simulated world's mail servers, on loopback only, and a record of what was done to them. */
@NullMarked
package io.winnow.lab.smtp;

import org.jspecify.annotations.NullMarked;
