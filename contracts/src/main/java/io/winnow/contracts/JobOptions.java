package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobOptions(
    @Nullable String webhook,
    @Nullable JsonNode metadata,
    @JsonProperty(defaultValue = "off") Dedupe dedupe,
    @Nullable Integer webhookProgress) {
  /** How much metadata there may be, written as compact JSON in UTF-8. */
  public static final int MOST_METADATA_BYTES = 4096;

  /** The largest step, in percent: a larger one would never be reached before the end. */
  public static final int LARGEST_PROGRESS_STEP = 50;

  /** Nothing in particular. */
  public static final JobOptions PLAIN = new JobOptions(null, null, Dedupe.OFF);

  /**
   * @throws IllegalArgumentException when the step is out of its range
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
  }

  /** One that tells its webhook, if there is any, only when the job ends. */
  public JobOptions(@Nullable String webhook, @Nullable JsonNode metadata, Dedupe dedupe) {
    this(webhook, metadata, dedupe, null);
  }
}
