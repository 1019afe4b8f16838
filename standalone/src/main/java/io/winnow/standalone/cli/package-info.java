/** The command line. */
@NullMarked
package io.winnow.standalone.cli;

import org.jspecify.annotations.NullMarked;
