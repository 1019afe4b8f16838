/** A service in a process of its own, and how commands take settings and tell faults. */
@NullMarked
package io.winnow.kit.process;

import org.jspecify.annotations.NullMarked;
