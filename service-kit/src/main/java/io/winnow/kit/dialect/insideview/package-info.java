/** What both halves of the insideview dialect speak: ids, documents, words. */
@NullMarked
package io.winnow.kit.dialect.insideview;

import org.jspecify.annotations.NullMarked;
