package io.winnow.verifier.lanes;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Wakes a lane when more may be done. Guarded by the lane's lock. */
final class Alarm {
  private final LaneClock clock;
  private final Consumer<Runnable> lane;
  private @Nullable Runnable set;
  private long at = Schedule.NEVER;

  /**
   * @param lane runs something under its lock, and then does what may be done
   */
  Alarm(LaneClock clock, Consumer<Runnable> lane) {
    this.clock = clock;
    this.lane = lane;
  }

  /** Goes off once, so many nanoseconds from now, and not when it was set to; never for NEVER. */
  void in(long nanos, long now) {
    if (nanos == Schedule.NEVER) {
      callOff();
      return;
    }
    long due = now + Math.max(1, nanos);
    if (set != null && at == due) {
      return;
    }
    callOff();
    at = due;
    set = clock.after(due - now, () -> lane.accept(this::wentOff));
  }

  void callOff() {
    if (set != null) {
      set.run();
      wentOff();
    }
  }

  private void wentOff() {
    set = null;
    at = Schedule.NEVER;
  }
}
