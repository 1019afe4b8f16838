/** The gateway's part of the HTTP interface. */
@NullMarked
package io.winnow.gateway.http;

import org.jspecify.annotations.NullMarked;
