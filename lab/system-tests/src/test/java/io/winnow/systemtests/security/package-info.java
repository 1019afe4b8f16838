/** A cluster that lets in whom it knows, and allows what it must. */
@NullMarked
package io.winnow.systemtests.security;

import org.jspecify.annotations.NullMarked;
