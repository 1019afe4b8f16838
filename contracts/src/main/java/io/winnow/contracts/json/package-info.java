/** The JSON form of the records, as Kafka serdes. Unknown fields are ignored everywhere. */
@NullMarked
package io.winnow.contracts.json;

import org.jspecify.annotations.NullMarked;
