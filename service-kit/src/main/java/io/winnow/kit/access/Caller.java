package io.winnow.kit.access;

import io.javalin.http.Context;
import io.winnow.contracts.AccountLimits;
import io.winnow.kit.accounts.LocalAccount;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a request is made.
 *
 * @param account its name
 * @param limits the account's own
 */
public record Caller(String account, AccountLimits limits) {
  /** Who needs no key. */
  public static final Caller LOCAL = new Caller(LocalAccount.NAME, AccountLimits.NONE);

  private static final String ATTRIBUTE = Caller.class.getName();

  /**
   * The caller of a request.
   *
   * @throws IllegalStateException when nobody has checked that: the server lacks its {@link
   *     AccessFilter}
   */
  public static Caller of(Context context) {
    @Nullable Caller caller = context.attribute(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException("no access filter stands before " + context.path());
    }
    return caller;
  }

  /** Makes this the request's caller; for {@link AccessFilter}, and servers without accounts. */
  public void attachTo(Context context) {
    context.attribute(ATTRIBUTE, this);
  }
}
