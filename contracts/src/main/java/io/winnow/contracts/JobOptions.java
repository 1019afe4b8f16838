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
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobOptions(
    @Nullable String webhook,
    @Nullable JsonNode metadata,
    @JsonProperty(defaultValue = "off") Dedupe dedupe) {
  /** How much metadata there may be, written as compact JSON in UTF-8. */
  public static final int MOST_METADATA_BYTES = 4096;

  /** Nothing in particular. */
  public static final JobOptions PLAIN = new JobOptions(null, null, Dedupe.OFF);

  public JobOptions {
    dedupe = dedupe == null ? Dedupe.OFF : dedupe;
    metadata = metadata == null || metadata.isNull() ? null : metadata;
  }
}
