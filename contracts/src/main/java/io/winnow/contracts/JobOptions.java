package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a job as a whole.
 *
 * @param webhook absolute http or https address that is told when the job ends; null for none
 * @param metadata any JSON, given back as it came, at most {@value #MOST_METADATA_BYTES} bytes;
 *     null for none
 * @param dedupe which rows are taken for the same
 * @param webhookProgress after how many percent of the rows, again and again, the webhook is told;
 *     1 to {@value #LARGEST_PROGRESS_STEP}; null for only when the job ends
 * @param retentionSeconds how long it is kept after its end, at least 1; null for as long as the
 *     sink keeps jobs
 * @param lookup set when the rows are contacts of the account's directory, see {@link
 *     ContactLookup}; null for rows that are addresses
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobOptions(
    @Nullable String webhook,
    @Nullable JsonNode metadata,
    @JsonProperty(defaultValue = "off") Dedupe dedupe,
    @Nullable Integer webhookProgress,
    @Nullable Long retentionSeconds,
    @Nullable LookupOptions lookup) {
  /** How much metadata there may be, written as compact JSON in UTF-8. */
  public static final int MOST_METADATA_BYTES = 4096;

  /** The largest step, in percent: a larger one would never be reached before the end. */
  public static final int LARGEST_PROGRESS_STEP = 50;

  /** Nothing in particular. */
  public static final JobOptions PLAIN = new JobOptions(null, null, Dedupe.OFF);

  /**
   * @throws IllegalArgumentException when the step is out of its range, or it is to be kept for
   *     less than a second
   */
  public JobOptions {
    dedupe = dedupe == null ? Dedupe.OFF : dedupe;
    metadata = metadata == null || metadata.isNull() ? null : metadata;
    if (webhookProgress != null
        && (webhookProgress < 1 || webhookProgress > LARGEST_PROGRESS_STEP)) {
      throw new IllegalArgumentException(
          "field 'webhookProgress' is %d, not 1 to %d"
              .formatted(webhookProgress, LARGEST_PROGRESS_STEP));
    }
    if (retentionSeconds != null && retentionSeconds < 1) {
      throw new IllegalArgumentException(
          "field 'retentionSeconds' is " + retentionSeconds + ", at least 1");
    }
  }

  /** One that tells its webhook, if there is any, only when the job ends, and is kept as others. */
  public JobOptions(@Nullable String webhook, @Nullable JsonNode metadata, Dedupe dedupe) {
    this(webhook, metadata, dedupe, null, null, null);
  }

  /** One whose rows are addresses. */
  public JobOptions(
      @Nullable String webhook,
      @Nullable JsonNode metadata,
      Dedupe dedupe,
      @Nullable Integer webhookProgress,
      @Nullable Long retentionSeconds) {
    this(webhook, metadata, dedupe, webhookProgress, retentionSeconds, null);
  }

  /** One whose rows are contacts of the account's directory. */
  public static JobOptions lookingUp(LookupOptions lookup, @Nullable String webhook) {
    return new JobOptions(webhook, null, Dedupe.OFF, null, null, lookup);
  }

  /** The same, kept for so long. */
  public JobOptions keptFor(@Nullable Duration retention) {
    return new JobOptions(
        webhook,
        metadata,
        dedupe,
        webhookProgress,
        retention == null ? null : retention.toSeconds(),
        lookup);
  }
}
