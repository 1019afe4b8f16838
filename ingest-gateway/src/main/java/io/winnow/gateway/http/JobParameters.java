package io.winnow.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.WebhookAddress;
import io.winnow.contracts.json.Json;
import io.winnow.kit.http.Problem;
import io.winnow.kit.settings.Setting;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what clients ask of a job as a whole. */
final class JobParameters {
  /** The header that names an upload for when it is sent again. */
  static final String RETRY_KEY = "Idempotency-Key";

  /** Says that the job of an answer was made by an earlier upload. */
  static final String REPLAYED = "Idempotency-Replayed";

  /** How long a job may ask to be kept after its end. */
  private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(1);

  private static final Duration LONGEST_RETENTION = Duration.ofDays(365);
  private static final int LONGEST_RETRY_KEY = 255;

  private static final String NO_STEP =
      "'%s' is not a whole number of percent from 1 to " + JobOptions.LARGEST_PROGRESS_STEP;

  /** It travels within other JSON, where {@link Json} allows no more than 32. */
  private static final int DEEPEST_METADATA = 16;

  private JobParameters() {}

  /**
   * An address that is told when the job ends.
   *
   * @return null when nothing is said
   * @throws Problem when it is not one of http or https with a host, or is too long
   */
  static @Nullable String webhook(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String address = text.strip();
    try {
      var _ = WebhookAddress.parse(address);
    } catch (IllegalArgumentException e) {
      throw Problem.of(400, "invalid_webhook", "the webhook " + e.getMessage());
    }
    return address;
  }

  /**
   * After how many percent of the rows, again and again, the webhook is told.
   *
   * @param webhook what is told; null for nothing
   * @return null when nothing is said
   * @throws Problem when it is no such step, or there is no webhook
   */
  static @Nullable Integer webhookProgress(@Nullable String text, @Nullable String webhook) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (webhook == null) {
      throw invalidProgress("'%s' is of no use without a webhook", text);
    }
    try {
      int step = Integer.parseInt(text.strip());
      if (step >= 1 && step <= JobOptions.LARGEST_PROGRESS_STEP) {
        return step;
      }
    } catch (NumberFormatException e) {
      throw invalidProgress(NO_STEP, text);
    }
    throw invalidProgress(NO_STEP, text);
  }

  private static Problem invalidProgress(String why, String text) {
    return Problem.of(400, "invalid_webhook_progress", "webhook_progress " + why.formatted(text));
  }

  /**
   * Any JSON.
   *
   * @return null when nothing is said
   * @throws Problem when it is no JSON, or too long
   */
  static @Nullable JsonNode metadata(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      JsonNode metadata = Json.MAPPER.readTree(text);
      int bytes = Json.MAPPER.writeValueAsBytes(metadata).length;
      if (bytes > JobOptions.MOST_METADATA_BYTES) {
        throw Problem.of(
            400,
            "invalid_metadata",
            "the metadata has %d bytes as compact JSON, at most %d"
                .formatted(bytes, JobOptions.MOST_METADATA_BYTES));
      }
      if (depth(metadata) > DEEPEST_METADATA) {
        throw Problem.of(
            400,
            "invalid_metadata",
            "the metadata is nested deeper than %d levels".formatted(DEEPEST_METADATA));
      }
      return metadata;
    } catch (JsonProcessingException e) {
      throw Problem.of(
          400, "invalid_metadata", "the metadata is not JSON: " + e.getOriginalMessage());
    }
  }

  /**
   * How long a job is kept after its end.
   *
   * @return null when nothing is said
   * @throws Problem when it is no time from 1 minute to 365 days
   */
  static @Nullable Duration retention(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      Duration retention = Setting.parseDuration(text.strip());
      if (retention.compareTo(SHORTEST_RETENTION) >= 0
          && retention.compareTo(LONGEST_RETENTION) <= 0) {
        return retention;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw invalidRetention(text, e);
    }
    throw invalidRetention(text, null);
  }

  private static Problem invalidRetention(String text, @Nullable Exception cause) {
    Problem problem =
        Problem.of(
            400,
            "invalid_retention",
            "the retention '%s' is no time such as 30min, 12h or 7d, from 1min to %dd"
                .formatted(text, LONGEST_RETENTION.toDays()));
    if (cause != null) {
      problem.initCause(cause);
    }
    return problem;
  }

  private static int depth(JsonNode node) {
    int deepest = 0;
    for (JsonNode child : node) {
      deepest = Math.max(deepest, depth(child));
    }
    return node.isContainerNode() ? deepest + 1 : 0;
  }

  /**
   * The name of an upload for when it is sent again.
   *
   * @return null when nothing is said
   * @throws Problem when it is empty, too long, or not printable ASCII
   */
  static @Nullable String retryKey(@Nullable String text) {
    if (text == null) {
      return null;
    }
    boolean printable = text.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (text.isBlank() || text.length() > LONGEST_RETRY_KEY || !printable) {
      throw Problem.of(
          400,
          "invalid_idempotency_key",
          "the header %s is not 1 to %d printable ASCII characters"
              .formatted(RETRY_KEY, LONGEST_RETRY_KEY));
    }
    return text;
  }
}
