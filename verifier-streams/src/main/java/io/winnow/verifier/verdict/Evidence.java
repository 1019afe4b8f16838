package io.winnow.verifier.verdict;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.verifier.lanes.Finding;
import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.screen.Screened;
import org.jspecify.annotations.Nullable;

/** All that was learnt of an address when its verdict is due. */
public sealed interface Evidence {
  /** The screen, beyond which the job's level or the address itself does not go. */
  record OfScreen(Screened screened) implements Evidence {}

  /** The screen and the DNS. */
  record OfRoute(Screened.Mailbox mailbox, Route route) implements Evidence {}

  /**
   * The screen, the DNS and the mail server.
   *
   * @param implicitMx whether the domain is its own mail host
   * @param finding what the server said
   * @param smtp the same for the record
   */
  record OfProbe(Screened.Mailbox mailbox, boolean implicitMx, Finding finding, SmtpEvidence smtp)
      implements Evidence {}

  /**
   * The mailbox was not asked, or not to the end, since its time was up.
   *
   * @param lastKnown what kept it from being asked, such as greylisting
   */
  record OutOfTime(
      Screened.Mailbox mailbox,
      boolean implicitMx,
      String mailHost,
      Reason lastKnown,
      @Nullable String detail,
      @Nullable SmtpEvidence smtp)
      implements Evidence {}

  /** The job was cancelled before anybody else was asked, or had answered. */
  record Cancelled(Screened.Mailbox mailbox) implements Evidence {}

  /**
   * We failed, which says nothing of the address.
   *
   * @param failure for people
   */
  record OfFailure(String failure) implements Evidence {}
}
