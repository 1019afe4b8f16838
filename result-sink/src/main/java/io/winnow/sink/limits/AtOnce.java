package io.winnow.sink.limits;

import io.winnow.kit.http.Problem;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many requests of a kind may be under way at a time, in all and of one account, each on a
 * virtual thread of its own. Safe for concurrent use.
 */
public final class AtOnce {
  /** What such requests do. */
  public enum Kind {
    /** They wait for jobs to change. */
    WATCHERS("watchers", "wait for jobs to change; try again soon, without wait"),
    /** They read results. */
    DOWNLOADS("downloads", "read results; try again when one of them has ended");

    private final String name;
    private final String doing;

    Kind(String name, String doing) {
      this.name = name;
      this.doing = doing;
    }
  }

  /**
   * @param inAll of one process
   * @param ofAccount of one account there
   */
  public record Bounds(int inAll, int ofAccount) {}

  private static final String RETRY_AFTER_SECONDS = "5";

  private final Kind kind;
  private final Bounds most;
  private final AtomicInteger present = new AtomicInteger();
  private final ConcurrentMap<String, Integer> byAccount = new ConcurrentHashMap<>();

  public AtOnce(Kind kind, Bounds most) {
    this.kind = kind;
    this.most = most;
  }

  /** One of them; to be closed when it has ended. */
  public final class Place implements AutoCloseable {
    private final String account;

    private Place(String account) {
      this.account = account;
    }

    @Override
    public void close() {
      byAccount.computeIfPresent(account, (_, many) -> oneLess(many));
      present.decrementAndGet();
    }
  }

  /** Null, which takes the account out, when there is none left. */
  private static @Nullable Integer oneLess(Integer many) {
    return many == 1 ? null : (Integer) (many - 1);
  }

  /**
   * Lets one more in.
   *
   * @throws Problem when there are too many
   */
  public Place enter(String account) {
    if (present.incrementAndGet() > most.inAll()) {
      present.decrementAndGet();
      throw problem(503, "too_many_" + kind.name, "%d requests ".formatted(most.inAll()));
    }
    boolean[] entered = {false};
    byAccount.compute(
        account,
        (_, many) -> {
          int now = many == null ? 0 : many;
          entered[0] = now < most.ofAccount();
          return entered[0] ? (Integer) (now + 1) : many;
        });
    if (!entered[0]) {
      present.decrementAndGet();
      throw problem(
          429,
          "too_many_account_" + kind.name,
          "%d requests of this account ".formatted(most.ofAccount()));
    }
    return new Place(account);
  }

  private Problem problem(int status, String code, String who) {
    return Problem.of(status, code, who + "are as many as may " + kind.doing)
        .withHeader("Retry-After", RETRY_AFTER_SECONDS);
  }

  /** How many there are now. */
  public int present() {
    return present.get();
  }
}
