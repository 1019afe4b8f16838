/** Sending lists straight to Kafka, without a gateway between. */
@NullMarked
package io.winnow.contracts.publish;

import org.jspecify.annotations.NullMarked;
