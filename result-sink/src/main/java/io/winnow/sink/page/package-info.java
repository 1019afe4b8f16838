/** The web page: its files, and how they are served. */
@NullMarked
package io.winnow.sink.page;

import org.jspecify.annotations.NullMarked;
