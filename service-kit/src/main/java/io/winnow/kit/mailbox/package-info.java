/** What can be told of mailboxes from an address alone, for the gateway and the verifier. */
@NullMarked
package io.winnow.kit.mailbox;

import org.jspecify.annotations.NullMarked;
