/** Files verified rows and gives lists back: the service that users read from. */
@NullMarked
package io.winnow.sink;

import org.jspecify.annotations.NullMarked;
