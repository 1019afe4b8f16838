package io.winnow.gateway.http;

import io.javalin.http.Context;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** The way of every address that is verified while its client waits: so many at a time. */
public final class CheckDoor {
  /** Who verifies more than this at a time has a list. */
  private static final int MOST_CHECKS = 256;

  private final AddressCheck check;
  private final BooleanSupplier ready;
  private final Semaphore checks = new Semaphore(MOST_CHECKS);

  /**
   * @param ready whether a check has a chance
   */
  public CheckDoor(AddressCheck check, BooleanSupplier ready) {
    this.check = check;
    this.ready = ready;
  }

  /**
   * Verifies an address on behalf of the request's caller.
   *
   * @param wait how long the client waits
   * @throws Problem when it is not even tried
   */
  public AddressCheck.Outcome check(
      Context context, String address, Level level, RowOptions options, Duration wait) {
    if (!ready.getAsBoolean()) {
      throw Refusals.notReady("addresses");
    }
    if (!checks.tryAcquire()) {
      throw Problem.of(
              503,
              "too_many_checks",
              "%d addresses are being verified one by one at the moment; try again later, or send"
                      .formatted(MOST_CHECKS)
                  + " them as a list")
          .withHeader("Retry-After", "1");
    }
    try {
      return check.check(Caller.of(context).account(), address, level, options, wait);
    } catch (ListRefused e) {
      throw Refusals.problem(e);
    } catch (NotAdmitted e) {
      throw Refusals.problem(e);
    } finally {
      checks.release();
    }
  }
}
