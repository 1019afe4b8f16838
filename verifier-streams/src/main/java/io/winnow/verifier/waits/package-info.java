/** What of each job waits, and for what, told to the accounts. */
@NullMarked
package io.winnow.verifier.waits;

import org.jspecify.annotations.NullMarked;
