/** Who may do what over HTTP, and how often. */
@NullMarked
package io.winnow.kit.access;

import org.jspecify.annotations.NullMarked;
