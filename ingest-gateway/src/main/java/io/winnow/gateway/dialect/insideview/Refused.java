package io.winnow.gateway.dialect.insideview;

import io.winnow.contracts.JobEvent;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.dialect.DialectError;

/** How this API's clients are told why there is no job. */
final class Refused {
  private Refused() {}

  static DialectError error(NotAdmitted refused) {
    return switch (refused.code()) {
      case JobEvent.Refused.INSUFFICIENT_CREDITS ->
          DialectError.of(400, "400-201", "Insufficient transaction quota available.");
      case NotAdmitted.NO_ANSWER -> DialectError.of(503, "503-1", refused.detail());
      default -> DialectError.of(400, "400-1", refused.detail());
    };
  }

  /** What is wrong with a list is a matter of validation here; what is wrong with us is not. */
  static DialectError error(ListRefused refused) {
    int status = refused.fault().status();
    return status < 500
        ? DialectError.of(400, "400-1", refused.detail())
        : DialectError.of(status, status + "-1", refused.detail());
  }
}
