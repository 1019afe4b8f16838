package io.winnow.verifier.probing;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.Verdict;
import io.winnow.verifier.lanes.CatchAll;
import io.winnow.verifier.lanes.Finding;
import io.winnow.verifier.publish.VerifiedRow;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import io.winnow.verifier.verdict.Evidence;
import io.winnow.verifier.verdict.Verdicts;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Makes the evidence, has the verdict made of it, and forwards that. */
final class Results {
  private static final String DEADLINE = "deadline";

  private final Screen screen;
  private final ProcessorContext<Object, Object> context;

  Results(Screen screen, ProcessorContext<Object, Object> context) {
    this.screen = screen;
    this.context = context;
  }

  /** The server was asked for this row. */
  Verdict live(Probe probe, Finding finding) {
    return probed(probe, finding, Answer.live(probe, finding));
  }

  /** The server was asked for the same address. */
  void cached(Probe probe, Answer answer) {
    probed(probe, answer.finding(), answer.cached());
  }

  /** The fault is ours. */
  void failed(Probe probe, Throwable failure) {
    forward(probe, mailbox -> new Evidence.OfFailure(failure.toString()));
  }

  /** Its domain kept greylisting others, which it waited for. */
  void greylistedWithOthers(Probe probe) {
    unasked(probe, Reason.GREYLISTED, "the domain kept greylisting another address");
  }

  /** Its job is cancelled. */
  void cancelled(Probe probe) {
    forward(probe, Evidence.Cancelled::new);
  }

  /**
   * Its deadline has passed.
   *
   * @param greylisting whether it waited behind a domain that greylists
   */
  void outOfTime(Probe probe, boolean greylisting) {
    Finding last = probe.attempts().last();
    if (last == null) {
      unasked(probe, greylisting ? Reason.GREYLISTED : Reason.SMTP_NOT_CHECKED, DEADLINE);
    } else if (last.refusal() == null) {
      live(probe, with(last, CatchAll.INCONCLUSIVE));
    } else {
      late(probe, last.mailHost(), last.refusal(), DEADLINE, Answer.live(probe, last));
    }
  }

  private Verdict probed(Probe probe, Finding finding, SmtpEvidence smtp) {
    return forward(
        probe,
        mailbox -> new Evidence.OfProbe(mailbox, probe.request().implicitMx(), finding, smtp));
  }

  private void unasked(Probe probe, Reason reason, String detail) {
    late(probe, probe.request().mailHosts().getFirst(), reason, detail, null);
  }

  private void late(
      Probe probe, String mailHost, Reason reason, String detail, @Nullable SmtpEvidence smtp) {
    forward(
        probe,
        mailbox ->
            new Evidence.OutOfTime(
                mailbox, probe.request().implicitMx(), mailHost, reason, detail, smtp));
  }

  /** The address is screened again, and may not pass a newer screen or other lists. */
  private Verdict forward(Probe probe, Function<Screened.Mailbox, Evidence> evidence) {
    Verdict verdict =
        Verdicts.of(
            switch (screen.of(probe.row().address())) {
              case Screened.Mailbox mailbox ->
                  evidence.apply(screen.withMailHosts(mailbox, probe.request().mailHosts()));
              case Screened other -> new Evidence.OfScreen(other);
            });
    context.forward(
        new Record<>(
            probe.address(),
            new VerifiedRow(probe.row(), verdict),
            probe.timestamp(),
            probe.headers()),
        ProbingTopology.PUBLISH);
    return verdict;
  }

  /** The same, with what is known of the domain. */
  static Finding with(Finding finding, CatchAll catchAll) {
    return finding.catchAll() == catchAll
        ? finding
        : new Finding(
            finding.refusal(),
            catchAll,
            finding.again(),
            finding.retryAfter(),
            finding.mailHost(),
            finding.stage(),
            finding.code(),
            finding.enhancedCode(),
            finding.reply(),
            finding.transcript(),
            finding.begunAt(),
            finding.at());
  }
}
