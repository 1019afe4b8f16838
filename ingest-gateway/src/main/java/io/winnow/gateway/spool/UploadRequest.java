package io.winnow.gateway.spool;

import io.winnow.contracts.JobOptions;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.gateway.list.ListHints;
import io.winnow.kit.accounts.LocalAccount;

/**
 * What a client says of a list that it uploads.
 *
 * @param name what people will call the job, see {@link ListName}
 * @param level how far to verify
 * @param hints how to read the list
 * @param options what else is asked of every row
 * @param jobOptions what is asked of the job as a whole
 * @param account whose job it becomes
 */
public record UploadRequest(
    String name,
    Level level,
    ListHints hints,
    RowOptions options,
    JobOptions jobOptions,
    String account) {
  /** A request of the machine's own user. */
  public UploadRequest(
      String name, Level level, ListHints hints, RowOptions options, JobOptions jobOptions) {
    this(name, level, hints, options, jobOptions, LocalAccount.NAME);
  }

  /** The same with nothing in particular asked of the job as a whole. */
  public UploadRequest(String name, Level level, ListHints hints, RowOptions options) {
    this(name, level, hints, options, JobOptions.PLAIN);
  }

  /** The same with nothing in particular asked. */
  public UploadRequest(String name, Level level, ListHints hints) {
    this(name, level, hints, RowOptions.PLAIN);
  }

  /** The same, made on behalf of an account. */
  public UploadRequest by(String caller) {
    return new UploadRequest(name, level, hints, options, jobOptions, caller);
  }
}
