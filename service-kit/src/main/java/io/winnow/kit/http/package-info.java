/** The HTTP server and its errors. */
@NullMarked
package io.winnow.kit.http;

import org.jspecify.annotations.NullMarked;
