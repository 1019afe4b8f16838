package io.winnow.sink.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.JobId;
import io.winnow.sink.jobs.JobView;
import io.winnow.sink.jobs.JobViews;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells one client of a job as server-sent events, until the job has ended. It remembers nothing
 * but the state it told last: who reads slowly gets the latest state next, and none of those
 * between, so that a client costs the same however slow it is; who does not read at all is cut off
 * by the server.
 */
public final class EventStream {
  /** A job as JSON, without line ends. */
  @FunctionalInterface
  public interface Form {
    byte[] json(JobView view) throws IOException;
  }

  private final JobViews jobs;
  private final Form form;
  private final Duration heartbeat;
  private final OutputStream out;

  /**
   * @param heartbeat how long nothing may be sent
   * @param out of the response; flushed behind each event
   */
  public EventStream(JobViews jobs, Form form, Duration heartbeat, OutputStream out) {
    this.jobs = jobs;
    this.form = form;
    this.heartbeat = heartbeat;
    this.out = out;
  }

  /**
   * Tells of the job as it stands now, unless that is known, and of what becomes of it. Returns
   * when it has told the end, or nobody may wait any longer.
   *
   * @param first the job as it stands now
   * @param known version of the last event that the client has; -1 for none
   * @throws IOException when the client is gone
   * @throws InterruptedException when the thread is interrupted
   */
  public void tell(JobView first, long known) throws IOException, InterruptedException {
    JobId id = first.job().id();
    JobView last = first;
    if (first.version() > known && !first.job().state().terminal()) {
      send("progress", first);
    } else {
      comment("goes on");
    }
    while (!last.job().state().terminal() && !jobs.waitingEnded()) {
      Optional<JobView> next = jobs.awaitOther(id, last.version(), heartbeat);
      if (next.isEmpty()) {
        break;
      }
      boolean other = next.get().version() != last.version();
      last = next.get();
      if (!other) {
        comment("still there");
      } else if (!last.job().state().terminal()) {
        send("progress", last);
      }
    }
    if (last.job().state().terminal() || jobs.job(id).isEmpty()) {
      send("end", last);
    }
  }

  private void send(String event, JobView view) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(2048);
    text.write(("id: " + view.version() + "\nevent: " + event + "\ndata: ").getBytes(UTF_8));
    text.write(form.json(view));
    text.write('\n');
    text.write('\n');
    out.write(text.toByteArray());
    out.flush();
  }

  private void comment(String text) throws IOException {
    out.write((": " + text + "\n\n").getBytes(UTF_8));
    out.flush();
  }
}
