/** Takes lists in: spool, admit, load. */
@NullMarked
package io.winnow.gateway;

import org.jspecify.annotations.NullMarked;
