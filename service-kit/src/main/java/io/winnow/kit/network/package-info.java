/** Which addresses may be connected to when somebody else names them. */
@NullMarked
package io.winnow.kit.network;

import org.jspecify.annotations.NullMarked;
