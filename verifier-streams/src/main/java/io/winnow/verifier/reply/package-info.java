/** What a mail server's reply means: a data table, and the reader that consults it. */
@NullMarked
package io.winnow.verifier.reply;

import org.jspecify.annotations.NullMarked;
