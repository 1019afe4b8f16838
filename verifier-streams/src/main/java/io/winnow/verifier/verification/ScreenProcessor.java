package io.winnow.verifier.verification;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.Level;
import io.winnow.contracts.Verdict;
import io.winnow.verifier.cancelled.CancelledJobs;
import io.winnow.verifier.publish.VerifiedRow;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import io.winnow.verifier.verdict.Evidence;
import io.winnow.verifier.verdict.Sandbox;
import io.winnow.verifier.verdict.Verdicts;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Sends a row to the DNS when its address and its job's level want it, else to its verdict. */
final class ScreenProcessor extends ContextualProcessor<byte[], AddressSubmitted, Object, Object> {
  private final Screen screen;
  private final CancelledJobs cancelled;

  ScreenProcessor(Screen screen, CancelledJobs cancelled) {
    this.screen = screen;
    this.cancelled = cancelled;
  }

  @Override
  public void process(Record<byte[], AddressSubmitted> submitted) {
    AddressSubmitted row = submitted.value();
    Screened screened = screen.of(row.address());
    if (screened instanceof Screened.Mailbox mailbox) {
      Verdict agreed = Sandbox.of(mailbox, Instant.ofEpochMilli(submitted.timestamp()));
      if (agreed != null) {
        forward(submitted, agreed);
        return;
      }
    }
    if (screened instanceof Screened.Mailbox mailbox && row.level() != Level.SYNTAX) {
      if (cancelled.has(row.job().value())) {
        forward(submitted, Verdicts.of(new Evidence.Cancelled(mailbox)));
        return;
      }
      context()
          .forward(
              submitted.withValue(new ScreenedRow(row, screened)), VerificationTopology.RESOLVE);
      return;
    }
    forward(submitted, Verdicts.of(new Evidence.OfScreen(screened)));
  }

  private void forward(Record<byte[], AddressSubmitted> submitted, Verdict verdict) {
    context()
        .forward(
            submitted.withValue(new VerifiedRow(submitted.value(), verdict)),
            VerificationTopology.PUBLISH);
  }
}
