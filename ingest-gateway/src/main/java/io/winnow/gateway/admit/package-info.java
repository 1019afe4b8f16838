/** Asks for lists to become jobs. */
@NullMarked
package io.winnow.gateway.admit;

import org.jspecify.annotations.NullMarked;
