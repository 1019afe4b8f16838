package io.winnow.verifier.probing;

import io.winnow.contracts.SmtpEvidence;
import io.winnow.verifier.lanes.Finding;
import java.time.Instant;

/**
 * What a mail server said of an address, as it serves other rows with the same address.
 *
 * @param finding without its transcript
 * @param operator who runs the mail host
 * @param attempts how often it was asked
 * @param first when it was first asked
 */
record Answer(Finding finding, String operator, int attempts, Instant first) {

  /** What came of the last attempt at a probe that has been asked. */
  static Answer of(Probe probe, Finding finding) {
    Instant first = probe.attempts().first();
    return new Answer(
        withoutTranscript(finding),
        probe.request().operator(),
        probe.attempts().made(),
        first == null ? finding.begunAt() : first);
  }

  /** For the row it was learnt for. */
  static SmtpEvidence live(Probe probe, Finding finding) {
    Answer answer = of(probe, finding);
    return answer.evidence(finding, SmtpEvidence.Source.LIVE);
  }

  /** For another row. */
  SmtpEvidence cached() {
    return evidence(finding, SmtpEvidence.Source.CACHE);
  }

  private SmtpEvidence evidence(Finding of, SmtpEvidence.Source source) {
    return new SmtpEvidence(
        operator,
        of.stage(),
        of.code(),
        of.enhancedCode(),
        of.reply(),
        attempts,
        first,
        of.at(),
        source,
        of.transcript());
  }

  private static Finding withoutTranscript(Finding finding) {
    return finding.transcript() == null
        ? finding
        : new Finding(
            finding.refusal(),
            finding.catchAll(),
            finding.again(),
            finding.retryAfter(),
            finding.mailHost(),
            finding.stage(),
            finding.code(),
            finding.enhancedCode(),
            finding.reply(),
            null,
            finding.begunAt(),
            finding.at());
  }
}
