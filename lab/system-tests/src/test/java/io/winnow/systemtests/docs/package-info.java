/** The documentation is true: tables against the code, links, commands, examples. */
@NullMarked
package io.winnow.systemtests.docs;

import org.jspecify.annotations.NullMarked;
