package io.winnow.kit.health;

import com.fasterxml.jackson.annotation.JsonValue;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.kit.http.HttpRoutes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named checks, asked at {@code /health/live} and {@code /health/ready}: 200 when all of them are
 * up, else 503, and what each says either way. A process that is not live should be killed and
 * started anew; one that is not ready should be left in peace without requests. Safe for concurrent
 * use.
 */
public final class Health implements HttpRoutes {
  private static final Logger log = LoggerFactory.getLogger(Health.class);

  private final Map<String, Check> live = new ConcurrentSkipListMap<>();
  private final Map<String, Check> ready = new ConcurrentSkipListMap<>();
  private final Map<String, Boolean> wasUp = new ConcurrentHashMap<>();

  /** Tells how one part of the process is. Must answer at once, from what it knows already. */
  @FunctionalInterface
  public interface Check {
    /** How it is now; what it throws counts as down. */
    Condition ask();
  }

  /**
   * How a part is.
   *
   * @param up whether it does what it is for
   * @param detail for people; empty when there is nothing to say
   */
  public record Condition(boolean up, String detail) {
    /** It does what it is for. */
    public static final Condition UP = new Condition(true, "");

    /**
     * @param up whether it does what it is for
     * @param otherwise why not, when it does not
     */
    public static Condition of(boolean up, String otherwise) {
      return up ? new Condition(true, "up") : down(otherwise);
    }

    /** Up as long as nothing keeps it from its work. */
    public static Condition of(Collection<String> obstacles) {
      return of(obstacles.isEmpty(), String.join("; ", obstacles));
    }

    /** The same of one obstacle at most. */
    public static Condition of(Optional<String> obstacle) {
      return of(obstacle.isEmpty(), obstacle.orElse(""));
    }

    /** It does not. */
    public static Condition down(String why) {
      return new Condition(false, why);
    }
  }

  /** Adds a check that only a new start can mend. */
  public void live(String name, Check check) {
    live.put(name, check);
  }

  /** Adds a check that mends itself, such as a start that is not through. */
  public void ready(String name, Check check) {
    ready.put(name, check);
  }

  /** What keeps the process from being live, for people; empty when nothing does. */
  public List<String> notLive() {
    return down(live);
  }

  /** What keeps the process from being ready, for people; empty when nothing does. */
  public List<String> notReady() {
    return down(ready);
  }

  private static List<String> down(Map<String, Check> checks) {
    List<String> down = new ArrayList<>();
    checks.forEach(
        (name, check) -> {
          Condition condition = conditionOf(name, check);
          if (!condition.up) {
            down.add(name + ": " + condition.detail);
          }
        });
    return down;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/health/live", ctx -> answer(ctx, "live", live));
    routes.get("/health/ready", ctx -> answer(ctx, "ready", ready));
  }

  private void answer(Context ctx, String kind, Map<String, Check> checks) {
    Map<String, Told> told = new LinkedHashMap<>();
    checks.forEach((name, check) -> told.put(name, ask(kind + " check " + name, check)));
    boolean up = told.values().stream().allMatch(one -> one.status == Word.UP);
    ctx.status(up ? 200 : 503).json(new Answer(Word.of(up), told));
  }

  private Told ask(String what, Check check) {
    Condition condition = conditionOf(what, check);
    boolean changed = !Boolean.valueOf(condition.up).equals(wasUp.put(what, condition.up));
    if (changed && !condition.up) {
      log.warn("{} is down: {}", what, condition.detail);
    } else if (changed) {
      log.info("{} is up", what);
    }
    return new Told(Word.of(condition.up), condition.detail);
  }

  private static Condition conditionOf(String what, Check check) {
    try {
      return check.ask();
    } catch (RuntimeException e) {
      log.debug("{} failed", what, e);
      return Condition.down("the check failed: " + e);
    }
  }

  private enum Word {
    UP,
    DOWN;

    static Word of(boolean up) {
      return up ? UP : DOWN;
    }

    @JsonValue
    String wireName() {
      return this == UP ? "up" : "down";
    }
  }

  private record Told(Word status, String detail) {}

  private record Answer(Word status, Map<String, Told> checks) {}
}
