package io.winnow.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.Caller;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobEndingsTest {
  private static final String NOT_FOUND = "/v1/jobs/4";

  @TempDir Path root;
  private final FakeTopics topics = new FakeTopics();
  private final HttpClient client = HttpClient.newHttpClient();
  private ServedGateway gateway;

  @BeforeEach
  void start() {
    topics.jobs.add(job(1, "default", JobState.RUNNING));
    topics.jobs.add(job(2, "default", JobState.COMPLETED));
    topics.jobs.add(job(3, "another", JobState.RUNNING));
    gateway =
        ServedGateway.start(root, Map.of(), topics, new Caller("default", AccountLimits.NONE));
    await().until(() -> send("DELETE", NOT_FOUND).statusCode() == 404);
  }

  @AfterEach
  void stop() {
    gateway.close();
    client.close();
  }

  private static Job job(long id, String account, JobState state) {
    return new Job(
        Job.VERSION,
        new JobId(id),
        account,
        "list.csv",
        state,
        Level.DNS,
        new ListLayout(List.of("email"), 0, ",", true),
        10,
        10,
        0,
        0,
        Map.of(),
        Map.of(),
        0,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        null,
        null,
        null,
        null);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(gateway.at(path)).method(method, BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void whoCancelsAJobIsToldOnceItIsOnTheTopic() throws IOException, InterruptedException {
    HttpResponse<String> response = send("POST", "/v1/jobs/1/cancel");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.headers().firstValue("Location")).contains("/v1/jobs/1");
    JsonNode job = Json.MAPPER.readTree(response.body());
    assertThat(job.get("state").asText()).isEqualTo("cancelling");
    assertThat(job.get("rows").asLong()).isEqualTo(10);
    assertThat(topics.announced)
        .containsExactly(new JobEvent.CancelRequested(JobEvent.VERSION, new JobId(1)));
  }

  @Test
  void aJobThatHasEndedCannotBeCancelledButDeleted() throws IOException, InterruptedException {
    HttpResponse<String> cancelled = send("POST", "/v1/jobs/2/cancel");
    HttpResponse<String> deleted = send("DELETE", "/v1/jobs/2");

    assertThat(cancelled.statusCode()).isEqualTo(409);
    assertThat(cancelled.body()).startsWith("job_ended ");
    assertThat(deleted.statusCode()).isEqualTo(202);
    assertThat(topics.announced)
        .containsExactly(new JobEvent.DeleteRequested(JobEvent.VERSION, new JobId(2)));
  }

  @Test
  void anotherAccountsJobIsAsUnknownAsNone() throws IOException, InterruptedException {
    for (String job : List.of("/v1/jobs/3", NOT_FOUND)) {
      assertThat(send("POST", job + "/cancel").statusCode()).isEqualTo(404);
      assertThat(send("DELETE", job).body()).startsWith("job_not_found ");
    }
    assertThat(topics.announced).isEmpty();
  }
}
