/** The whole product as its users meet it: processes, files, signals. */
@NullMarked
package io.winnow.systemtests;

import org.jspecify.annotations.NullMarked;
