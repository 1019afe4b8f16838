package io.winnow.verifier.smtp;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket when its time is up. A socket's own timeout begins anew with every octet, knows
 * nothing of writing, and in the middle of a TLS record or handshake nothing of what is waited for;
 * closing ends them all.
 */
final class Watchdog implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final Socket socket;
  private final ScheduledFuture<?> alarm;
  private volatile boolean fired;

  private Watchdog(Socket socket, Deadline until) {
    this.socket = socket;
    this.alarm = CLOCK.schedule(this::fire, until.nanosLeft(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("smtp-watchdog").factory());
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  /** Watches until it is closed. */
  static Watchdog over(Socket socket, Deadline until) {
    return new Watchdog(socket, until);
  }

  private void fire() {
    fired = true;
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use any more, closed or not
    }
  }

  /** Whether the time was up before this was closed. */
  boolean fired() {
    return fired;
  }

  @Override
  public void close() {
    alarm.cancel(false);
  }
}
