package io.winnow.contracts.publish;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.ListLayout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** The rows of one list on their way to the topic, from the last mark on. Used by one thread. */
final class Loading {
  private final CountedList counted;
  private final ListToPublish list;
  private final JobId job;
  private final RowTransactions transactions;
  private final JobLog log;
  private final PublisherOptions options;
  private final BooleanSupplier closing;
  private long nextRow;

  /**
   * @param log of that job
   */
  Loading(
      CountedList counted,
      JobId job,
      RowTransactions transactions,
      JobLog log,
      PublisherOptions options,
      BooleanSupplier closing) {
    this.counted = counted;
    this.list = counted.list();
    this.job = job;
    this.transactions = transactions;
    this.log = log;
    this.options = options;
    this.closing = closing;
  }

  /**
   * @throws NotPublished when not all rows get there
   */
  void run() {
    long loaded = log.loaded();
    requireGoingOn(loaded);
    if (loaded >= counted.rows()) {
      return;
    }
    nextRow = loaded;
    try (Stream<List<String>> rows = list.rows().open()) {
      Iterator<List<String>> rest = rows.skip(loaded).iterator();
      while (loaded < counted.rows()) {
        awaitRoom(loaded);
        int count = (int) Math.min(options.transactionRows(), counted.rows() - loaded);
        load(rest, count);
        loaded += count;
      }
    }
  }

  /** Keeps the backlog of the verifier short, so that others need not wait behind this list. */
  private void awaitRoom(long loaded) {
    log.listen();
    requireGoingOn(loaded);
    while (loaded - log.processed() >= options.maxUnverifiedRows()) {
      log.await();
      requireGoingOn(loaded);
    }
  }

  private void requireGoingOn(long loaded) {
    JobEvent.Failed failed = log.failed();
    if (failed != null) {
      throw new NotPublished(failed.code(), failed.message(), job);
    }
    if (log.toEnd()) {
      if (!log.stopped()) {
        tell(new JobEvent.LoadingStopped(JobEvent.VERSION, job, loaded));
      }
      throw new NotPublished(
          NotPublished.CANCELLED, "job %s was cancelled at row %d".formatted(job, loaded), job);
    }
    if (closing.getAsBoolean()) {
      throw new NotPublished(
          NotPublished.NOT_LOADED, "the publisher was closed at row " + loaded, job);
    }
  }

  private void load(Iterator<List<String>> rest, int count) {
    boolean last = nextRow + count == counted.rows();
    try {
      transactions.load(
          () -> next(rest, last),
          count,
          new JobEvent.LoadedUpTo(JobEvent.VERSION, job, nextRow + count));
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      takeBack(e);
    } catch (RuntimeException e) {
      abort(e);
      if (e instanceof NotPublished) {
        fail(NotPublished.LIST_CHANGED, "the list was changed while it was sent; send it anew", e);
      }
      throw e;
    }
  }

  private AddressSubmitted next(Iterator<List<String>> rest, boolean last) {
    ListLayout layout = list.layout();
    if (!rest.hasNext()) {
      throw changed("ends at row " + nextRow);
    }
    List<String> row = rest.next();
    CountedList.requireCells(row, layout.columns().size(), nextRow);
    List<String> others = new ArrayList<>(row);
    String address = others.remove(layout.addressColumn());
    AddressSubmitted submitted =
        new AddressSubmitted(
            job, nextRow++, address, list.level(), layout.addressColumn(), others, list.options());
    if (last && nextRow == counted.rows() && rest.hasNext()) {
      throw changed("goes on behind row " + (nextRow - 1));
    }
    return submitted;
  }

  private NotPublished changed(String what) {
    return new NotPublished(
        NotPublished.LIST_CHANGED,
        "the list %s where it had %d rows before".formatted(what, counted.rows()),
        job);
  }

  private void takeBack(KafkaException cause) {
    Exception sendError = transactions.sendError();
    abort(cause);
    if (sendError instanceof RecordTooLargeException
        || cause.getCause() instanceof RecordTooLargeException) {
      fail(
          NotPublished.ROW_TOO_LARGE, "a row is larger than Kafka takes; shorten its cells", cause);
    }
    throw notLoaded(cause);
  }

  private void abort(RuntimeException cause) {
    try {
      transactions.abort();
    } catch (KafkaException e) {
      e.addSuppressed(cause);
      throw notLoaded(e);
    }
  }

  private NotPublished notLoaded(KafkaException cause) {
    return new NotPublished(
        NotPublished.NOT_LOADED,
        "rows of job %s from the last mark on were not written: %s"
            .formatted(job, cause.getMessage()),
        job,
        cause);
  }

  /** A job that can never be loaded fails, so that nobody waits for it. */
  private void fail(String code, String message, @Nullable Exception cause) {
    tell(new JobEvent.Failed(JobEvent.VERSION, job, code, message));
    throw new NotPublished(code, message, job, cause);
  }

  private void tell(JobEvent event) {
    try {
      transactions.tell(event);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      abort(e);
      throw notLoaded(e);
    }
  }
}
