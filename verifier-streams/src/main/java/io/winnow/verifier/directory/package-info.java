/** The directories of accounts: contacts, what is asked of them, and their verdicts. */
@NullMarked
package io.winnow.verifier.directory;

import org.jspecify.annotations.NullMarked;
