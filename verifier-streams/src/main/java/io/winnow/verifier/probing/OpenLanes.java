package io.winnow.verifier.probing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.verifier.lanes.Finding;
import io.winnow.verifier.lanes.Inquiry;
import io.winnow.verifier.lanes.Lanes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes that one task holds open, and until when each is suspended, in a store for whoever
 * opens it next.
 */
final class OpenLanes {
  private static final Logger log = LoggerFactory.getLogger(OpenLanes.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private static final class State {
    int underWay;
    @Nullable Instant suspendedUntil;
  }

  private final Lanes lanes;
  private final KeyValueStore<Bytes, byte[]> suspensions;
  private final int most;

  /** Least recently used first. */
  private final Map<String, State> open = new LinkedHashMap<>(16, 0.75f, true);

  /** Being closed, which may take a second, each by a thread of its own. */
  private final Map<String, Thread> closing = new HashMap<>();

  /**
   * @param most lanes open at a time
   */
  OpenLanes(Lanes lanes, KeyValueStore<Bytes, byte[]> suspensions, int most) {
    this.lanes = lanes;
    this.suspensions = suspensions;
    this.most = most;
  }

  /** {@link Lanes#room}; 0 when the lane cannot be opened now. */
  int room(String lane) {
    State state = open.get(lane);
    if (state == null) {
      state = open(lane);
      if (state == null) {
        return 0;
      }
    }
    int room = lanes.room(lane);
    if (room == 0) {
      note(lane, state);
    }
    return room;
  }

  /** {@link Lanes#suspendedUntil}, as it was when last looked at; null of a lane not open. */
  @Nullable Instant suspendedUntil(String lane) {
    State state = open.get(lane);
    return state == null ? null : state.suspendedUntil;
  }

  /** {@link Lanes#ask}, in a lane that had room. */
  CompletableFuture<Finding> ask(Inquiry inquiry) {
    State state = Objects.requireNonNull(open.get(inquiry.lane()), inquiry.lane());
    CompletableFuture<Finding> future;
    try {
      future = lanes.ask(inquiry);
    } catch (RuntimeException e) {
      future = CompletableFuture.failedFuture(e);
    }
    state.underWay++;
    return future;
  }

  /** An answer has come. */
  void returned(String lane) {
    State state = Objects.requireNonNull(open.get(lane), lane);
    state.underWay--;
    note(lane, state);
  }

  /** Gives all lanes up. */
  void closeAll() {
    for (String lane : List.copyOf(open.keySet())) {
      close(lane);
    }
    long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    try {
      for (Thread closer : new ArrayList<>(closing.values())) {
        if (!closer.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
          log.warn("lanes were not closed within {}: {}", CLOSE_TIMEOUT, closing.keySet());
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable State open(String lane) {
    Thread closer = closing.get(lane);
    if (closer != null) {
      if (closer.isAlive()) {
        return null;
      }
      closing.remove(lane);
    }
    if (open.size() >= most && !closeOneIdle()) {
      return null;
    }
    State state = new State();
    byte[] stored = suspensions.get(key(lane));
    if (stored != null) {
      state.suspendedUntil = Instant.ofEpochMilli(ByteBuffer.wrap(stored).getLong());
    }
    lanes.open(lane, state.suspendedUntil);
    open.put(lane, state);
    return state;
  }

  private boolean closeOneIdle() {
    closing.values().removeIf(closer -> !closer.isAlive());
    for (Iterator<Map.Entry<String, State>> eldest = open.entrySet().iterator();
        eldest.hasNext(); ) {
      Map.Entry<String, State> entry = eldest.next();
      if (entry.getValue().underWay == 0) {
        note(entry.getKey(), entry.getValue());
        close(entry.getKey());
        return true;
      }
    }
    return false;
  }

  private void close(String lane) {
    open.remove(lane);
    closing.put(lane, Thread.ofVirtual().name("winnow-lane-close").start(() -> lanes.close(lane)));
  }

  private void note(String lane, State state) {
    Instant until = lanes.suspendedUntil(lane);
    if (Objects.equals(until, state.suspendedUntil)) {
      return;
    }
    state.suspendedUntil = until;
    if (until == null) {
      suspensions.delete(key(lane));
    } else {
      suspensions.put(key(lane), ByteBuffer.allocate(8).putLong(until.toEpochMilli()).array());
    }
  }

  private static Bytes key(String lane) {
    return Bytes.wrap(lane.getBytes(UTF_8));
  }
}
