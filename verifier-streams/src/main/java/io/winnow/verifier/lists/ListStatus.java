package io.winnow.verifier.lists;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a list is that is in use, as {@code GET /v1/lists} tells it. What its file does not tell is
 * null.
 *
 * @param name also of its file, without {@code .txt}
 * @param version as its source counts
 * @param date on which its entries changed last
 * @param source where it comes from
 * @param licence of the data
 * @param entries how many
 * @param loadedFrom the file, or {@code built-in}
 * @param loadedAt when
 * @param error why there is a file of a newer list that is not in use; absent when there is none
 */
public record ListStatus(
    String name,
    @Nullable String version,
    @Nullable String date,
    @Nullable String source,
    @Nullable String licence,
    int entries,
    String loadedFrom,
    Instant loadedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error) {}
