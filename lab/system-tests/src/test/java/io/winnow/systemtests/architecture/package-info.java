/** Who may stand on whom, and how things are called. */
@NullMarked
package io.winnow.systemtests.architecture;

import org.jspecify.annotations.NullMarked;
