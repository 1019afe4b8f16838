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
 * @param retentionSeconds how long it is kept after its end, at least 1; null for as long as the
 *     sink keeps jobs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobOptions(
    @Nullable String webhook,
    @Nullable JsonNode metadata,
    @JsonProperty(defaultValue = "off") Dedupe dedupe,
    @Nullable Long retentionSeconds) {
  /** How much metadata there may be, written as compact JSON in UTF-8. */
  public static final int MOST_METADATA_BYTES = 4096;

  /** Nothing in particular. */
  public static final JobOptions PLAIN = new JobOptions(null, null, Dedupe.OFF);

  /**
   * @throws IllegalArgumentException when it is to be kept for less than a second
   */
  public JobOptions {
    dedupe = dedupe == null ? Dedupe.OFF : dedupe;
    metadata = metadata == null || metadata.isNull() ? null : metadata;
    if (retentionSeconds != null && retentionSeconds < 1) {
      throw new IllegalArgumentException(
          "field 'retentionSeconds' is " + retentionSeconds + ", at least 1");
    }
  }

  /** With nothing said of how long it is kept. */
  public JobOptions(@Nullable String webhook, @Nullable JsonNode metadata, Dedupe dedupe) {
    this(webhook, metadata, dedupe, null);
  }

  /** The same, kept for so long. */
  public JobOptions keptFor(@Nullable Duration retention) {
    return new JobOptions(
        webhook, metadata, dedupe, retention == null ? null : retention.toSeconds());
  }
}
