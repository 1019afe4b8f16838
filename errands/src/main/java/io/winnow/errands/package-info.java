/** Durable asynchronous work inside Kafka Streams: {@link io.winnow.errands.ErrandProcessor}. */
@NullMarked
package io.winnow.errands;

import org.jspecify.annotations.NullMarked;
