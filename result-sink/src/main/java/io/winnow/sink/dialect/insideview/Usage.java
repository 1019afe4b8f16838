package io.winnow.sink.dialect.insideview;

import io.winnow.contracts.Job;
import io.winnow.kit.dialect.insideview.BulkStatus;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an account has had done.
 *
 * @param transactions contacts with a verdict, by the name of the step of time
 * @param consumed credits that all its jobs, whatever their kind, have cost or hold
 * @param charged those of them that jobs have cost that are over
 */
record Usage(SortedMap<String, Long> transactions, long consumed, long charged) {

  /** Looks at jobs one after the other, and holds none. */
  static Usage of(Stream<Job> jobs, Period.Range range) {
    SortedMap<String, Long> transactions = new TreeMap<>();
    long[] credits = {0, 0};
    jobs.forEachOrdered(
        job -> {
          if (BulkStatus.isBulk(job) && range.has(job.submittedAt())) {
            transactions.merge(range.period().of(job.submittedAt()), job.processed(), Long::sum);
          }
          long cost = BulkJobs.credits(job);
          credits[0] += cost;
          credits[1] += job.state().terminal() ? cost : 0;
        });
    return new Usage(transactions, credits[0], credits[1]);
  }
}
