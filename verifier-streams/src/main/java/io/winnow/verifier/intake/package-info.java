/** What becomes of records that foreign producers have written wrongly. */
@NullMarked
package io.winnow.verifier.intake;

import org.jspecify.annotations.NullMarked;
