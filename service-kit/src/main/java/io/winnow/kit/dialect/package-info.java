/**
 * What the APIs of other products have in common that Winnow speaks: paths, keys, errors, bounds.
 */
@NullMarked
package io.winnow.kit.dialect;

import org.jspecify.annotations.NullMarked;
