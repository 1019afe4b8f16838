package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What an account may ask for at once. A limit that is null is the process's own setting.
 *
 * @param rows of one list, at least 1
 * @param bytes of one upload, at least 1
 * @param concurrentUploads lists received at the same moment by one gateway, at least 1
 * @param requestsPerMinute to one process, at least 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountLimits(
    @Nullable Long rows,
    @Nullable Long bytes,
    @Nullable Integer concurrentUploads,
    @Nullable Integer requestsPerMinute) {
  /** Nothing beyond the settings. */
  public static final AccountLimits NONE = new AccountLimits(null, null, null, null);

  /**
   * @throws IllegalArgumentException when a limit is below 1
   */
  public AccountLimits {
    positive(rows, "rows");
    positive(bytes, "bytes");
    positive(concurrentUploads, "concurrentUploads");
    positive(requestsPerMinute, "requestsPerMinute");
  }

  private static void positive(@Nullable Number limit, String name) {
    if (limit != null && limit.longValue() < 1) {
      throw new IllegalArgumentException("field '" + name + "' is " + limit + ", at least 1");
    }
  }
}
