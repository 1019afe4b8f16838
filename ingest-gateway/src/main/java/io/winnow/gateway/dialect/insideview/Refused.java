package io.winnow.gateway.dialect.insideview;

import io.winnow.contracts.JobEvent;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.dialect.DialectError;
import java.util.function.Supplier;

/** How this API's clients are told why there is no job. */
final class Refused {
  private Refused() {}

  /**
   * What the work gives.
   *
   * @throws DialectError when it is refused
   */
  static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (NotAdmitted e) {
      throw switch (e.code()) {
        case JobEvent.Refused.INSUFFICIENT_CREDITS ->
            DialectError.of(
                400, "400-201", "Insufficient transaction quota available: " + e.detail());
        case NotAdmitted.NO_ANSWER -> DialectError.of(503, "503-1", e.detail());
        default -> DialectError.of(400, "400-1", e.detail());
      };
    } catch (ListRefused e) {
      int status = e.fault().status();
      throw DialectError.of(
          status < 500 ? 400 : status, (status < 500 ? 400 : status) + "-1", e.detail());
    }
  }
}
