package io.winnow.gateway.http;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Verifies one address by a job of its own. */
@FunctionalInterface
public interface AddressCheck {
  /**
   * Makes the job, and waits for its verdict.
   *
   * @param account whose job it becomes
   * @param wait how long, the making of the job included, which is never broken off
   * @throws io.winnow.gateway.list.ListRefused when the level is not offered, or there is no room
   * @throws io.winnow.gateway.admit.NotAdmitted when it does not become a job
   */
  Outcome check(String account, String address, Level level, RowOptions options, Duration wait);

  /**
   * What came of it.
   *
   * @param job which goes on when there is no verdict yet
   * @param verified null when there was none in time
   */
  record Outcome(AcceptedJob job, @Nullable AddressVerified verified) {}
}
