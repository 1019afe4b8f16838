/** The web page, in a real browser. */
@NullMarked
package io.winnow.systemtests.page;

import org.jspecify.annotations.NullMarked;
