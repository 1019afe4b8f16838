package io.winnow.gateway.load;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done when a producer is good for nothing more. Mostly Kafka was away for longer than a
 * transaction may last: it takes the transaction back then and fences its producer. Another one of
 * the same transactional id takes over, and the marks tell what became of a commit in doubt.
 *
 * <p>A producer whose transaction was younger than that was fenced by another gateway of the same
 * id. Two of them would fence each other for ever, so this one stops.
 */
final class LostProducer {
  private static final Logger LOG = LoggerFactory.getLogger(LostProducer.class);

  private final RowTransactions transactions;
  private final Supplier<Duration> transactionTimeout;
  private final MarksReader marks;
  private final CountDownLatch closing;
  private final Duration pause;

  /**
   * @param closing open until nobody wants a new producer any more
   * @param pause between attempts
   */
  LostProducer(
      RowTransactions transactions,
      Supplier<Duration> transactionTimeout,
      MarksReader marks,
      CountDownLatch closing,
      Duration pause) {
    this.transactions = transactions;
    this.transactionTimeout = transactionTimeout;
    this.marks = marks;
    this.closing = closing;
    this.pause = pause;
  }

  /**
   * Replaces the producer, however long that takes.
   *
   * @param since when the oldest job was submitted whose marks are wanted
   * @return what is on the topic for certain; null when the loader is closed meanwhile
   * @throws KafkaException when no new producer will do better
   */
  @Nullable Marks replace(KafkaException fatal, Instant since) throws InterruptedException {
    if (isFenced(fatal) && transactions.age().compareTo(transactionTimeout.get()) < 0) {
      throw fatal;
    }
    LOG.warn("the producer of rows is lost; going on with a new one", fatal);
    while (closing.getCount() > 0) {
      try {
        transactions.renew();
        return marks.since(since);
      } catch (InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        if (isHopeless(e)) {
          e.addSuppressed(fatal);
          throw e;
        }
        LOG.warn("no new producer of rows yet; trying again", e);
        if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return null;
        }
      }
    }
    return null;
  }

  private static boolean isFenced(KafkaException e) {
    return isCausedBy(e, ProducerFencedException.class)
        || isCausedBy(e, InvalidProducerEpochException.class);
  }

  private static boolean isHopeless(KafkaException e) {
    return isFenced(e) || isCausedBy(e, UnsupportedVersionException.class);
  }

  private static boolean isCausedBy(Throwable e, Class<? extends KafkaException> kind) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
