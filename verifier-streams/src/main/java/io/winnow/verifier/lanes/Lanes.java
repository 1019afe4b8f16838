package io.winnow.verifier.lanes;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The SMTP side of a process: it asks mail servers for mailboxes within the limits of each lane. A
 * lane belongs to one task of one process at a time, between {@link #open} and {@link #close}. Safe
 * for concurrent use.
 */
public interface Lanes {
  /**
   * Takes a lane into this process.
   *
   * @param suspendedUntil as it was when it was last open; null when it was not suspended
   */
  void open(String lane, @Nullable Instant suspendedUntil);

  /**
   * How many more inquiries the lane takes now, so that it always has some to choose from: never
   * negative; 0 while it is suspended or full.
   */
  int room(String lane);

  /**
   * Asks for a mailbox, once: a server's hanging up or a host that cannot be reached is made up for
   * within, with the next host of the same lane or a new session; a temporary refusal is not, nor
   * is a host asked that is another lane's. Inquiries beyond the room are taken too.
   *
   * @return completed by any thread, never exceptionally but by a fault of ours; to cancel it gives
   *     the inquiry up
   */
  CompletableFuture<Finding> ask(Inquiry inquiry);

  /** Until when the lane asks nothing, or null. */
  @Nullable Instant suspendedUntil(String lane);

  /**
   * Gives the lane up: waits no longer than a second or so until its sessions are closed, so that
   * whoever opens it next has its limits for itself. What is under way is completed exceptionally.
   */
  void close(String lane);
}
