/** The topology that gives each address its verdict. */
@NullMarked
package io.winnow.verifier.verification;

import org.jspecify.annotations.NullMarked;
