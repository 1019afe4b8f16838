/** What an account is told of itself. */
@NullMarked
package io.winnow.gateway.account;

import org.jspecify.annotations.NullMarked;
