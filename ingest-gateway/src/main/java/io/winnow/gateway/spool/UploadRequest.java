package io.winnow.gateway.spool;

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
 * @param account whose job it becomes
 */
public record UploadRequest(
    String name, Level level, ListHints hints, RowOptions options, String account) {
  /** A request of the machine's own user. */
  public UploadRequest(String name, Level level, ListHints hints, RowOptions options) {
    this(name, level, hints, options, LocalAccount.NAME);
  }

  /** The same with nothing in particular asked. */
  public UploadRequest(String name, Level level, ListHints hints) {
    this(name, level, hints, RowOptions.PLAIN);
  }

  /** The same, made on behalf of an account. */
  public UploadRequest by(String caller) {
    return new UploadRequest(name, level, hints, options, caller);
  }
}
