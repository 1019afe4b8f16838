/** The dialogue with a mail host, up to RCPT and never further. */
@NullMarked
package io.winnow.verifier.smtp;

import org.jspecify.annotations.NullMarked;
