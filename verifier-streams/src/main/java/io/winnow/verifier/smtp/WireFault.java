package io.winnow.verifier.smtp;

import io.winnow.contracts.SmtpStage;
import org.jspecify.annotations.Nullable;

/** The connection can no longer be used. */
final class WireFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final Failure failure;
  private final String detail;

  WireFault(Failure failure, String detail) {
    this(failure, detail, null);
  }

  WireFault(Failure failure, String detail, @Nullable Throwable cause) {
    super(failure + ": " + detail, cause);
    this.failure = failure;
    this.detail = detail;
  }

  Step.Failed at(SmtpStage stage) {
    return new Step.Failed(stage, failure, detail);
  }
}
