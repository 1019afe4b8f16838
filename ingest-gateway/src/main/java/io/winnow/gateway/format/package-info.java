/** Takes lists out of what they come in: archives, JSON, workbooks. */
@NullMarked
package io.winnow.gateway.format;

import org.jspecify.annotations.NullMarked;
