package io.winnow.gateway.dialect.pardot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request that does not fail as a whole is told. */
sealed interface Answer {
  /** Status of HTTP. */
  default int status() {
    return 200;
  }

  /** To a login. */
  record ApiKey(String apiKey) implements Answer {}

  /**
   * To a batch.
   *
   * @param errors by identifier, of those that were not processed
   * @param created whether there are new prospects
   */
  record Batch(Map<String, String> errors, boolean created) implements Answer {
    /** 201 when it created and nothing failed. */
    @Override
    public int status() {
      return created && errors.isEmpty() ? 201 : 200;
    }
  }

  /**
   * One prospect.
   *
   * @param created whether it is new
   */
  record One(Prospect prospect, boolean created) implements Answer {
    @Override
    public int status() {
      return created ? 201 : 200;
    }
  }

  /**
   * To a query.
   *
   * @param total how many match; null when that is not told
   */
  record Page(@Nullable Long total, List<Prospect> prospects) implements Answer {}

  /** To a deletion. */
  record Nothing() implements Answer {
    @Override
    public int status() {
      return 204;
    }
  }
}
