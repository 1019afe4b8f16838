/** All of Winnow and a Kafka broker in one process. */
@NullMarked
package io.winnow.standalone;

import org.jspecify.annotations.NullMarked;
