package io.winnow.contracts.publish;

import java.time.Duration;

/**
 * How a publisher works.
 *
 * @param publisherId names it for Kafka: its transactional id is {@code winnow-publisher-} and
 *     this. Two that run at a time need different ones; one that starts anew takes the same, which
 *     ends what its former process has left open
 * @param answerTimeout how long an answer to a submission is waited for, positive
 * @param transactionRows most rows in one transaction, at least 1
 * @param maxUnverifiedRows most rows of a list that are sent and have no verdict, at least 1
 */
public record PublisherOptions(
    String publisherId, Duration answerTimeout, int transactionRows, long maxUnverifiedRows) {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final int TRANSACTION_ROWS = 5_000;
  private static final long MAX_UNVERIFIED_ROWS = 150_000;

  /**
   * @throws IllegalArgumentException when one is out of its range
   */
  public PublisherOptions {
    if (publisherId.isBlank()) {
      throw new IllegalArgumentException("a publisher needs an id that no other one has");
    }
    if (!answerTimeout.isPositive()) {
      throw new IllegalArgumentException("answerTimeout " + answerTimeout + " is not positive");
    }
    if (transactionRows < 1 || maxUnverifiedRows < 1) {
      throw new IllegalArgumentException("transactionRows and maxUnverifiedRows are at least 1");
    }
  }

  /** Those that are good for most. */
  public static PublisherOptions of(String publisherId) {
    return new PublisherOptions(publisherId, ANSWER_TIMEOUT, TRANSACTION_ROWS, MAX_UNVERIFIED_ROWS);
  }

  /** The same with another time to wait for an answer. */
  public PublisherOptions withAnswerTimeout(Duration timeout) {
    return new PublisherOptions(publisherId, timeout, transactionRows, maxUnverifiedRows);
  }

  /** The same with other transactions. */
  public PublisherOptions withTransactionRows(int rows) {
    return new PublisherOptions(publisherId, answerTimeout, rows, maxUnverifiedRows);
  }

  /** The same with another bound on rows without a verdict. */
  public PublisherOptions withMaxUnverifiedRows(long rows) {
    return new PublisherOptions(publisherId, answerTimeout, transactionRows, rows);
  }
}
