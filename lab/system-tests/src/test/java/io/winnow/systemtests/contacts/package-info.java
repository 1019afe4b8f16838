/** Jobs whose rows are contacts of a directory. */
@NullMarked
package io.winnow.systemtests.contacts;

import org.jspecify.annotations.NullMarked;
