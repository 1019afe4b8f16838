/** The mail exchangers of a domain, over DNS. */
@NullMarked
package io.winnow.verifier.resolve;

import org.jspecify.annotations.NullMarked;
