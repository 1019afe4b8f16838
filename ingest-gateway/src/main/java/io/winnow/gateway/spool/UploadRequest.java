package io.winnow.gateway.spool;

import io.winnow.contracts.JobOptions;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.gateway.list.ListHints;
import io.winnow.kit.accounts.LocalAccount;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of a list that it uploads.
 *
 * @param name what people will call the job, see {@link ListName}
 * @param level how far to verify
 * @param hints how to read the list
 * @param options what else is asked of every row
 * @param jobOptions what is asked of the job as a whole
 * @param account whose job it becomes
 * @param retryKey by what the upload is known when it is sent again; null when the client says
 *     nothing
 * @param mostRows that the account may send in a list; null for as many as any
 */
public record UploadRequest(
    String name,
    Level level,
    ListHints hints,
    RowOptions options,
    JobOptions jobOptions,
    @Nullable RetryKey retryKey,
    String account,
    @Nullable Long mostRows) {
  /** A request of the machine's own user. */
  public UploadRequest(
      String name, Level level, ListHints hints, RowOptions options, JobOptions jobOptions) {
    this(name, level, hints, options, jobOptions, null, LocalAccount.NAME, null);
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
    return new UploadRequest(name, level, hints, options, jobOptions, retryKey, caller, mostRows);
  }

  /** The same with something asked of the job as a whole. */
  public UploadRequest asking(JobOptions asked) {
    return new UploadRequest(name, level, hints, options, asked, retryKey, account, mostRows);
  }

  /** The same, known by that when it is sent again. */
  public UploadRequest knownBy(@Nullable RetryKey key) {
    return new UploadRequest(name, level, hints, options, jobOptions, key, account, mostRows);
  }

  /** The same within the account's own limit of rows. */
  public UploadRequest within(@Nullable Long rows) {
    return new UploadRequest(name, level, hints, options, jobOptions, retryKey, account, rows);
  }
}
