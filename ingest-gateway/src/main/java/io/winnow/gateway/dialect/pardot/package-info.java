/** The interface of Pardot, versions 3 and 4, for prospects; see docs/dialects/pardot.md. */
@NullMarked
package io.winnow.gateway.dialect.pardot;

import org.jspecify.annotations.NullMarked;
