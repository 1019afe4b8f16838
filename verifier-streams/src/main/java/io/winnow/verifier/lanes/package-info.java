/** Asking mail servers for mailboxes, lane by lane, within the limits of each. */
@NullMarked
package io.winnow.verifier.lanes;

import org.jspecify.annotations.NullMarked;
