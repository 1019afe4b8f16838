package io.winnow.gateway.flow;

import io.winnow.kit.access.Caller;
import io.winnow.kit.http.Problem;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many uploads there may be at a time, in all and of one account. Safe for concurrent use. */
public final class UploadPlaces {
  private static final String RETRY_AFTER_SECONDS = "5";

  private final FlowSettings settings;
  private final int most;
  private final int mostOfAccount;

  /** By account, none but those with uploads. Guarded by this. */
  private final Map<String, Integer> taken = new HashMap<>();

  private int all;

  public UploadPlaces(FlowSettings settings) {
    this.settings = settings;
    this.most = settings.uploads();
    this.mostOfAccount = settings.accountUploads();
  }

  /** A body as long as it comes steadily, of whoever it is. */
  public InputStream steady(InputStream body) {
    return new SteadyBody(body, Long.MAX_VALUE, settings, System::nanoTime);
  }

  /** An upload's place, until it is closed; closing it again changes nothing. */
  public final class Place implements AutoCloseable {
    private final String account;
    private final long mostBytes;
    private boolean open = true;

    private Place(Caller caller) {
      Long own = caller.limits().bytes();
      this.account = caller.account();
      this.mostBytes = own == null ? Long.MAX_VALUE : own;
    }

    /**
     * The body of the upload, as long as it comes steadily and is not too large for its account.
     */
    public InputStream body(InputStream body) {
      return new SteadyBody(body, mostBytes, settings, System::nanoTime);
    }

    @Override
    public void close() {
      synchronized (UploadPlaces.this) {
        if (open) {
          open = false;
          all--;
          taken.computeIfPresent(account, (_, places) -> places == 1 ? null : places - 1);
        }
      }
    }
  }

  /**
   * Takes a place.
   *
   * @throws Problem 429 when the account has as many uploads as it may, 503 when there are too many
   *     in all
   */
  public synchronized Place take(Caller caller) {
    String account = caller.account();
    @Nullable Integer ownLimit = caller.limits().concurrentUploads();
    int limit = ownLimit == null ? mostOfAccount : ownLimit;
    int own = taken.getOrDefault(account, 0);
    if (own >= limit) {
      throw Problem.of(
              429,
              "too_many_account_uploads",
              "account %s sends %d lists at the moment, as many as it may; wait until one of them has its answer"
                  .formatted(account, own))
          .withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    if (all >= most) {
      throw Problem.of(
              503,
              "too_many_uploads",
              "%d lists are being uploaded at the moment; try again later".formatted(all))
          .withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    all++;
    taken.merge(account, 1, Integer::sum);
    return new Place(caller);
  }
}
