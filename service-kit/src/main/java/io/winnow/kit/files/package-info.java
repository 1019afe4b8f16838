/** Files that nobody but their owner may read. */
@NullMarked
package io.winnow.kit.files;

import org.jspecify.annotations.NullMarked;
