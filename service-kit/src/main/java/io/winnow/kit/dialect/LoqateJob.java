package io.winnow.kit.dialect;

import io.javalin.http.Context;
import io.winnow.contracts.JobId;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What Loqate's Everything Location tells of every batch.
 *
 * @param account whose it is
 * @param file name as it was uploaded
 * @param rows in the file
 * @param start when it came
 */
public record LoqateJob(String account, JobId id, String file, long rows, Instant start) {
  /** Of all answers but the file, to the byte. */
  public static final String CONTENT_TYPE = "application/json; charset=utf8";

  /** Of all calls about batches. */
  public static final String PATH = "/email/batch";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** The name by which clients know it. */
  public String name() {
    return LoqateJobId.of(account, id);
  }

  /** A moment, by UTC. */
  public static String time(Instant moment) {
    return TIME.format(moment);
  }

  /**
   * As an object of JSON.
   *
   * @param more members behind the four, each with a comma before it
   */
  public String json(String... more) {
    return "{\"job_id\":%s,\"submitted_file\":%s,\"estm_total_trans\":%d,\"start_time\":\"%s\"%s}"
        .formatted(
            JsonText.string(name()),
            JsonText.string(file),
            rows,
            time(start),
            String.join("", more));
  }

  /** Answers that all is well, with one member. */
  public static void json(Context context, String member, String value) throws IOException {
    WireAnswer.send(
        context,
        200,
        CONTENT_TYPE,
        "{\"Status\":\"OK\",%s:%s}".formatted(JsonText.string(member), value));
  }
}
