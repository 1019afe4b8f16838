package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt from the mail server, on which the verdict rests.
 *
 * @param operator who runs the mail host, such as {@code google}, or the registrable domain of the
 *     host when it is nobody known
 * @param stage where the dialogue stood when the deciding reply came, or failed to come
 * @param code of the deciding reply, 200 to 599; 0 when there was none
 * @param enhancedCode of the deciding reply (RFC 3463), such as {@code 5.1.1}; null without one
 * @param reply the deciding reply's text, without the address and without our own names, at most
 *     300 characters; null when there was none
 * @param attempts how often the mailbox was asked, at least 1
 * @param firstCheckedAt when it was first asked
 * @param lastCheckedAt when the deciding reply came or failed to come
 * @param source where the answer is from
 * @param transcript the last dialogue, line by line, when it was asked for; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SmtpEvidence(
    String operator,
    SmtpStage stage,
    int code,
    @JsonProperty("enhanced_code") @Nullable String enhancedCode,
    @Nullable String reply,
    int attempts,
    @JsonProperty("first_checked_at") Instant firstCheckedAt,
    @JsonProperty("last_checked_at") Instant lastCheckedAt,
    Source source,
    @Nullable List<String> transcript) {

  /**
   * @throws IllegalArgumentException when something is missing or out of range
   */
  public SmtpEvidence {
    Component.required(operator, "operator");
    Component.required(stage, "stage");
    Component.required(firstCheckedAt, "first_checked_at");
    Component.required(lastCheckedAt, "last_checked_at");
    Component.required(source, "source");
    Component.notNegative(code, "code");
    Component.notNegative(attempts, "attempts");
    transcript = transcript == null ? null : List.copyOf(transcript);
  }

  /** The same, as it was learnt for an earlier row. */
  public SmtpEvidence fromCache() {
    return new SmtpEvidence(
        operator,
        stage,
        code,
        enhancedCode,
        reply,
        attempts,
        firstCheckedAt,
        lastCheckedAt,
        Source.CACHE,
        null);
  }

  /** Where an answer is from. */
  public enum Source {
    /** The mail server was asked for this row. */
    LIVE,
    /** It was asked for the same address not long ago. */
    CACHE,
    /** Nobody was asked: the address is one of the sandbox. */
    SANDBOX;

    private static final Map<String, Source> BY_WIRE_NAME = WireName.index(Source.class);
    private final String wireName = WireName.of(this);

    /** Lower-case name, as on the wire. */
    @JsonValue
    public String wireName() {
      return wireName;
    }

    /**
     * The source with that wire name.
     *
     * @throws IllegalArgumentException naming the known ones, when there is none
     */
    @JsonCreator
    public static Source parse(String wireName) {
      return WireName.parse(BY_WIRE_NAME, "source", wireName);
    }
  }
}
