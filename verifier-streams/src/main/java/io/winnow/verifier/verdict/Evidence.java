package io.winnow.verifier.verdict;

import io.winnow.verifier.resolve.Route;
import io.winnow.verifier.screen.Screened;

/** All that was learnt of an address when its verdict is due. */
public sealed interface Evidence {
  /** The screen, beyond which the job's level or the address itself does not go. */
  record OfScreen(Screened screened) implements Evidence {}

  /** The screen and the DNS. */
  record OfRoute(Screened.Mailbox mailbox, Route route) implements Evidence {}

  /**
   * We failed, which says nothing of the address.
   *
   * @param failure for people
   */
  record OfFailure(String failure) implements Evidence {}
}
