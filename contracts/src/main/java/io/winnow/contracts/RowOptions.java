package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a row beside its level.
 *
 * @param deadline what has no verdict by then gets {@code unknown}; null for no haste
 * @param transcript whether the SMTP dialogue is to be kept in the evidence
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RowOptions(@Nullable Instant deadline, boolean transcript) {

  /** Nothing in particular, as nearly all rows have it. */
  public static final RowOptions PLAIN = new RowOptions(null, false);

  /** Of what stands on the wire, where both may be absent. */
  @JsonCreator
  static RowOptions of(
      @JsonProperty("deadline") @Nullable Instant deadline,
      @JsonProperty("transcript") @Nullable Boolean transcript) {
    return new RowOptions(deadline, transcript != null && transcript);
  }

  /** Whether the time is up at that moment. */
  public boolean expired(Instant now) {
    return deadline != null && !now.isBefore(deadline);
  }
}
