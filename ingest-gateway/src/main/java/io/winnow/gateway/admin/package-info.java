/** The operator's interface over accounts, on a port of its own. */
@NullMarked
package io.winnow.gateway.admin;

import org.jspecify.annotations.NullMarked;
