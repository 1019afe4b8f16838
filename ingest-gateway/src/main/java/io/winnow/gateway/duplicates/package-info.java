/** Rows of a list that are duplicates of earlier ones: finding them, and having them ride along. */
@NullMarked
package io.winnow.gateway.duplicates;

import org.jspecify.annotations.NullMarked;
