/** The service that verifies addresses and keeps the account of jobs. */
@NullMarked
package io.winnow.verifier;

import org.jspecify.annotations.NullMarked;
