/** Kafka clients' properties, and the topics. */
@NullMarked
package io.winnow.kit.kafka;

import org.jspecify.annotations.NullMarked;
