/** Loqate's Everything Location, where it writes: lists and single addresses come in. */
@NullMarked
package io.winnow.gateway.dialect.loqate;

import org.jspecify.annotations.NullMarked;
