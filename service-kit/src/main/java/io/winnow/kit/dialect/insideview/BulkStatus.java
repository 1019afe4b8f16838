package io.winnow.kit.dialect.insideview;

import io.winnow.contracts.Job;
import java.util.Locale;

/** Where a job stands, in this API's words. */
public enum BulkStatus {
  /** It will not be finished; its results hold what there is. */
  FAILED(0),
  /** Received, validated and paid; nothing has been done yet, so it can still be cancelled. */
  ACCEPTED(1),
  /** Contacts are looked up and their addresses verified. */
  PROCESSING(2),
  /** The results are ready. */
  FINISHED(3),
  /** It was cancelled; its results hold what there is. */
  ABORTED(4);

  /** What jobs are called that look up contacts by their ids. */
  public static final String TYPE = "targetContactDetails";

  /** The number of that type. */
  public static final int TYPE_NUMBER = 5;

  /** Name of a status document's element. */
  public static final String ROOT = "BulkJobStatus";

  private final int number;

  BulkStatus(int number) {
    this.number = number;
  }

  /** That of a job. */
  public static BulkStatus of(Job job) {
    return switch (job.state()) {
      case LOADING -> job.loaded() == 0 && job.processed() == 0 ? ACCEPTED : PROCESSING;
      case RUNNING -> PROCESSING;
      case COMPLETED -> FINISHED;
      case CANCELLING, CANCELLED -> ABORTED;
      case FAILED, EXPIRED -> FAILED;
    };
  }

  /** By which lists of jobs are filtered. */
  public int number() {
    return number;
  }

  /** As in documents. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What is told of a job that was just submitted, or cancelled.
   *
   * @param id as the client knows it
   */
  public Document document(String id) {
    return new Document().with("jobId", id).with("status", word()).with("type", TYPE);
  }

  /**
   * What is told of a job that somebody asks for.
   *
   * @param id as the client knows it
   */
  public static Document document(String id, Job job) {
    return new Document()
        .with("jobId", id)
        .with("status", of(job).word())
        .with("totalProcessed", job.processed())
        .with("type", TYPE);
  }

  /** Whether a job is one of those that this API makes. */
  public static boolean isBulk(Job job) {
    return job.options() != null && job.options().lookup() != null;
  }
}
