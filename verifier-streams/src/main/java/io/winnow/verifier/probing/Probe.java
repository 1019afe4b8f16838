package io.winnow.verifier.probing;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.ProbeRequested;
import io.winnow.verifier.screen.Screened;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/**
 * A row between its request and its verdict.
 *
 * @param localPart as in RCPT TO
 * @param domain in lower-case A-labels
 * @param timestamp of the record that asked for it
 * @param headers of that record
 * @param since when it arrived here, in milliseconds since the epoch
 */
record Probe(
    String lane,
    ProbeRequested request,
    String localPart,
    String domain,
    long timestamp,
    Headers headers,
    long since,
    Attempts attempts) {
  /** Of a row without one. */
  static final long NO_DEADLINE = Long.MAX_VALUE;

  /** A probe that was just asked for. */
  static Probe of(
      String lane,
      ProbeRequested request,
      Screened.Mailbox mailbox,
      long timestamp,
      Headers headers,
      long now) {
    return new Probe(
        lane,
        request,
        mailbox.localPart(),
        mailbox.domain(),
        timestamp,
        headers,
        now,
        Attempts.NONE);
  }

  Probe with(Attempts changed) {
    return new Probe(lane, request, localPart, domain, timestamp, headers, since, changed);
  }

  AddressSubmitted row() {
    return request.submitted();
  }

  String address() {
    return localPart + "@" + domain;
  }

  long job() {
    return row().job().value();
  }

  /** How many rows have its verdict: it, and its duplicates. */
  int rows() {
    return 1 + row().duplicates().size();
  }

  /** In milliseconds since the epoch, or {@link #NO_DEADLINE}. */
  long deadline() {
    Instant deadline = row().options().deadline();
    return deadline == null ? NO_DEADLINE : deadline.toEpochMilli();
  }

  /** Whether only a server with SMTPUTF8 can be asked for it (RFC 6531). */
  boolean needsSmtpUtf8() {
    return localPart.chars().anyMatch(c -> c > 0x7F);
  }

  boolean wantsTranscript() {
    return row().options().transcript();
  }
}
