package io.winnow.gateway.spool;

import io.winnow.contracts.JobOptions;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.gateway.list.ListHints;

/**
 * What a client says of a list that it uploads.
 *
 * @param name what people will call the job, see {@link ListName}
 * @param level how far to verify
 * @param hints how to read the list
 * @param options what else is asked of every row
 * @param jobOptions what is asked of the job as a whole
 */
public record UploadRequest(
    String name, Level level, ListHints hints, RowOptions options, JobOptions jobOptions) {
  /** A request with nothing in particular asked. */
  public UploadRequest(String name, Level level, ListHints hints) {
    this(name, level, hints, RowOptions.PLAIN);
  }

  /** A request with nothing in particular asked of the job as a whole. */
  public UploadRequest(String name, Level level, ListHints hints, RowOptions options) {
    this(name, level, hints, options, JobOptions.PLAIN);
  }
}
