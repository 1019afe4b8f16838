/** Whole runs of Winnow against simulated mail servers, whose record says what it did to them. */
@NullMarked
package io.winnow.systemtests.smtp;

import org.jspecify.annotations.NullMarked;
