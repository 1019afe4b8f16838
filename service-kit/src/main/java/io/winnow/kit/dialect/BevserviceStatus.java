package io.winnow.kit.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.Job;
import io.winnow.contracts.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the bulk API tells of a request. */
public final class BevserviceStatus {
  /** Of all calls. */
  public static final String PATH = "/api/bevService/request";

  /** Member of a job's metadata, in which the version of the API is kept. */
  public static final String VERSION = "api_version";

  private BevserviceStatus() {}

  /** The members in their order, each as it stands in JSON. */
  public static Map<String, String> of(Job job) {
    long invalid = count(job, BevserviceVerdict.Kind.INVALID);
    long failed = count(job, BevserviceVerdict.Kind.FAILED);
    Map<String, String> members = new LinkedHashMap<>();
    members.put("id", job.id().toString());
    JsonNode metadata = job.options() == null ? null : job.options().metadata();
    if (metadata != null && metadata.path(VERSION).canConvertToInt()) {
      members.put(VERSION, Integer.toString(metadata.path(VERSION).intValue()));
    }
    members.put("date_start", JsonText.string(Long.toString(job.submittedAt().getEpochSecond())));
    members.put("total_emails", Long.toString(job.rows()));
    members.put("invalid_emails", Long.toString(invalid));
    members.put("processed_emails", Long.toString(Math.max(0, job.processed() - invalid - failed)));
    members.put("failed_emails", Long.toString(failed));
    members.put("ready", ready(job) ? "1" : "0");
    return members;
  }

  /** Whether all that there will ever be of its results is there. */
  public static boolean ready(Job job) {
    return job.state().terminal();
  }

  /** As an object of JSON. */
  public static String json(Job job) {
    return of(job).entrySet().stream()
        .map(member -> JsonText.string(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** As an element. */
  public static void xml(Job job, XmlText into) {
    into.open("item");
    of(job).forEach((name, value) -> into.element(name, value.replace("\"", "")));
    into.close();
  }

  private static long count(Job job, BevserviceVerdict.Kind kind) {
    long rows = 0;
    for (Map.Entry<Reason, Long> one : job.byReason().entrySet()) {
      if (BevserviceVerdict.of(new Seen(one.getKey(), Set.of(), false)).kind() == kind) {
        rows += one.getValue();
      }
    }
    return rows;
  }
}
