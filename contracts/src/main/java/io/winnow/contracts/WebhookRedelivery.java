package io.winnow.contracts;

import java.time.Instant;

/**
 * Somebody wants an event delivered again, whether it was before or not.
 *
 * @param v version of this record's form
 * @param job the job
 * @param id of the event
 * @param at when it was asked for
 */
public record WebhookRedelivery(int v, JobId job, String id, Instant at) {
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException when the version is unknown or something is missing
   */
  public WebhookRedelivery {
    Component.knownVersion(v, VERSION);
    Component.required(job, "job");
    Component.required(id, "id");
    Component.required(at, "at");
  }
}
