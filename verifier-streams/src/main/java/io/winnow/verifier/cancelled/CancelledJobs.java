package io.winnow.verifier.cancelled;

/**
 * Which jobs are being cancelled, or are deleted: their rows need not be asked about any more. A
 * matter of speed alone: whoever hears of it late, or never, gives a row the verdict that it would
 * have had. Safe for concurrent use.
 */
public interface CancelledJobs {
  /** None, ever. */
  CancelledJobs NONE =
      new CancelledJobs() {
        @Override
        public boolean has(long job) {
          return false;
        }

        @Override
        public long additions() {
          return 0;
        }
      };

  /** Whether a job is among them. */
  boolean has(long job);

  /** How many have come to be among them so far; who has seen that number has seen them all. */
  long additions();
}
