package io.winnow.verifier.probing;

import io.winnow.verifier.lanes.Finding;
import java.util.concurrent.CompletableFuture;

/** A mailbox that is being asked for. */
final class Flight {
  private final Taken taken;
  private final Domain domain;
  private final boolean asksForCatchAll;
  private final boolean blind;
  private final CompletableFuture<Finding> future;

  /**
   * @param asksForCatchAll whether a local part made up at random is asked for as well
   * @param blind whether it was not known if the domain accepts any local part, and another asks
   */
  Flight(
      Taken taken,
      Domain domain,
      boolean asksForCatchAll,
      boolean blind,
      CompletableFuture<Finding> future) {
    this.taken = taken;
    this.domain = domain;
    this.asksForCatchAll = asksForCatchAll;
    this.blind = blind;
    this.future = future;
  }

  Taken taken() {
    return taken;
  }

  Probe probe() {
    return taken.probe();
  }

  Domain domain() {
    return domain;
  }

  boolean asksForCatchAll() {
    return asksForCatchAll;
  }

  boolean blind() {
    return blind;
  }

  CompletableFuture<Finding> future() {
    return future;
  }
}
