package io.winnow.systemtests.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A job of InsideView's API, over contacts that are in the directory. */
final class ContactJob {
  private static final String TARGET = "/api/v1/target/contact";

  private final DialectServer server;
  private final String job;

  /** Makes the job, as far as it goes. */
  ContactJob(DialectServer server, List<String> addresses) throws Exception {
    this.server = server;
    List<String> ids = new ArrayList<>();
    for (String address : addresses) {
      ids.add(id(address));
    }
    JsonNode accepted =
        server.json(
            request("/job?level=smtp")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(String.join("\n", ids))));
    job = "/job/" + accepted.path("jobId").asText();
  }

  private HttpRequest.Builder request(String path) {
    return server
        .request(TARGET + path)
        .header("accessToken", server.key())
        .header("Accept", "application/json");
  }

  private String id(String address) throws Exception {
    String email = URLEncoder.encode(address, StandardCharsets.UTF_8);
    JsonNode contacts = server.json(request("s?email=" + email)).path("contacts");
    if (contacts.size() != 1) {
      throw new IllegalStateException(address + " is a contact " + contacts.size() + " times");
    }
    return contacts.path(0).path("id").asText();
  }

  boolean finished() throws Exception {
    return server.json(request(job)).path("status").asText().equals("finished");
  }

  /** Its CSV. */
  String results() throws Exception {
    return server.text(request(job + "/results"));
  }
}
