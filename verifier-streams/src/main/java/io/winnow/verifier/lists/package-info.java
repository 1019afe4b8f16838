/** The lists as files: read, watched, and told of. */
@NullMarked
package io.winnow.verifier.lists;

import org.jspecify.annotations.NullMarked;
