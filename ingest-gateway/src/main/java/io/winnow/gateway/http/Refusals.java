package io.winnow.gateway.http;

import io.winnow.contracts.JobEvent;
import io.winnow.gateway.admit.NotAdmitted;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.http.Problem;

/** How clients are told what the gateway did not take. */
final class Refusals {
  private static final String RETRY_AFTER = "Retry-After";

  private Refusals() {}

  static Problem problem(ListRefused refused) {
    Problem problem = Problem.of(refused.fault().status(), refused.code(), refused.detail());
    if (refused.line().isPresent()) {
      problem = problem.with("line", refused.line().getAsLong());
    }
    if (refused.column().isPresent()) {
      problem = problem.with("column", refused.column().get());
    }
    return switch (refused.fault().status()) {
      case 503, 507 -> problem.withHeader(RETRY_AFTER, "30");
      default -> problem;
    };
  }

  static Problem problem(NotAdmitted refused) {
    int status =
        switch (refused.code()) {
          case NotAdmitted.NO_ANSWER -> 503;
          case NotAdmitted.KEY_IN_PROGRESS -> 409;
          case JobEvent.Refused.INSUFFICIENT_CREDITS -> 402;
          case JobEvent.Refused.TOO_MANY_ROWS -> 413;
          case JobEvent.Refused.KEY_REUSED -> 422;
          default -> 403;
        };
    Problem problem = Problem.of(status, refused.code(), refused.detail());
    return status == 409 || status == 503 ? problem.withHeader(RETRY_AFTER, "5") : problem;
  }

  /**
   * @param what is not taken, in the plural
   */
  static Problem notReady(String what) {
    return Problem.of(
            503,
            "not_ready",
            "the gateway does not take " + what + " at the moment; try again later")
        .withHeader(RETRY_AFTER, "5");
  }
}
