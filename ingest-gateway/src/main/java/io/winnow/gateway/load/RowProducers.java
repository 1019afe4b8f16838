package io.winnow.gateway.load;

import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/** Where the loader's producers come from, one after the other, all of one transactional id. */
public interface RowProducers {
  /** A new one, not initialised yet. Who calls for it closes it. */
  Producer<String, byte[]> open();

  /** After how long Kafka takes back a transaction that nobody ends, and fences its producer. */
  Duration transactionTimeout();
}
