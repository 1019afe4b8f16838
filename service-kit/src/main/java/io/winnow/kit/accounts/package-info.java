/** Accounts as they stand, their keys and their ledgers, and what is done to them. */
@NullMarked
package io.winnow.kit.accounts;

import org.jspecify.annotations.NullMarked;
