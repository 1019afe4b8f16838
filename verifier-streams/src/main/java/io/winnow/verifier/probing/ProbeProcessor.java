package io.winnow.verifier.probing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.ProbeRequested;
import io.winnow.verifier.cancelled.CancelledJobs;
import io.winnow.verifier.lanes.Lanes;
import io.winnow.verifier.publish.VerifiedRow;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import io.winnow.verifier.verdict.Evidence;
import io.winnow.verifier.verdict.Verdicts;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Has the mailbox of each row asked for, within the limits of its lane, and forwards the row's
 * verdict, exactly once. A backlog may be of any size and take hours.
 *
 * <h2>Where a row is</h2>
 *
 * <pre>
 *            arrives                its turn, room              answered
 *   request ─────────▶ IN LINE ────────────────────▶ UNDER WAY ──────────▶ verdict
 *                       ▲  ▲ │                          │   ▲ an answer of late
 *              released │  │ │ must not be asked yet    │
 *                       │  │ ▼                          │ come back later
 *                     HELD │                            ▼
 *                          └──────── due ─────────── WAITING
 * </pre>
 *
 * In line and under way it stands in the store {@code probe-backlog}, held in {@code probe-held},
 * waiting in {@code probe-waiting}, and in one of them only. Each move is a delete and a put in the
 * same transaction as the offsets and the verdicts, so whatever dies, a row is in one place, or has
 * its verdict. What was under way is in line again: an inquiry may be repeated, a verdict may not.
 *
 * <h2>Whose turn it is</h2>
 *
 * A lane is the key of the records, so it belongs to one task of one process. Lanes with rows in
 * line are looked at in turns; as long as {@link Lanes#room} says so, a lane's next row is taken,
 * by {@link LaneBacklog} fairly over jobs. Rows that come back go before others of their job.
 *
 * <p>A row that no mail host of its lane could be asked for goes to the lane of its next host, back
 * over the topic: {@link OtherLanes}.
 *
 * <h2>Why a row is held</h2>
 *
 * <ul>
 *   <li><b>Its domain greylists.</b> The first row that is told to come back makes the others wait.
 *       Once a row is let through, the domain is trusted for a day and all others are released;
 *       then who is greylisted waits alone. When the last of those that were told so has been told
 *       so for good, the others get the same verdict; when it went otherwise, for its job's
 *       deadline for instance, they are released and the next one finds out.
 *   <li><b>Its domain is not known yet</b>, so that one is asked alone, then two, and so on: {@link
 *       Domain#room}.
 *   <li><b>Its address is being asked</b> or waits for another row, whose answer it shares.
 *   <li><b>It was accepted, and whether its domain accepts any</b> is just being asked: at most one
 *       inquiry of a domain asks for a local part made up at random.
 * </ul>
 *
 * Everything that can end such a wait ends in {@link Places#nudge}.
 *
 * <h2>When its job is cancelled</h2>
 *
 * A row of a job in {@link CancelledJobs} gets its verdict wherever it next comes by: when it
 * arrives, at its turn, when it is due or is to wait again. {@link CancelSweep} looks through all
 * places for those that would not come by soon. What is under way comes to its end.
 *
 * <h2>Who may touch what</h2>
 *
 * The stream thread owns everything. Other threads complete futures, which puts the {@link Flight}
 * into {@link Landings}, and nothing else. {@code process()} never waits: the backlog is on disk,
 * and the heap has a few numbers for each job in each lane, some rows read ahead, and what is under
 * way. {@code init()} reads the keys once and forwards nothing. {@code close()} comes before or
 * after the last commit of a task and forwards nothing; it waits for lanes to be closed, so that
 * the next owner has their limits for itself.
 *
 * <h2>The clock</h2>
 *
 * Each tick costs a commit. It ticks fast while something is under way, twice a second while no
 * lane has room, else once at the next due time or deadline, and at most hourly to remove what is
 * worth nothing any more.
 */
final class ProbeProcessor implements Processor<String, ProbeRequested, Object, Object> {
  private final Screen screen;
  private final ProbingSettings settings;
  private final Lanes lanes;
  private final LaneChoice choice;
  private final CancelledJobs cancelled;
  private final ProbeMeters meters;

  private @Nullable ProcessorContext<Object, Object> context;
  private @Nullable Prober prober;

  ProbeProcessor(
      Screen screen,
      ProbingSettings settings,
      Lanes lanes,
      LaneChoice choice,
      CancelledJobs cancelled,
      ProbeMeters meters) {
    this.cancelled = cancelled;
    this.screen = screen;
    this.settings = settings;
    this.lanes = lanes;
    this.choice = choice;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    TaskMeters task = meters.open();
    try {
      prober =
          new Prober(
              context, screen, ProbeStores.of(context), settings, lanes, choice, cancelled, task);
    } catch (RuntimeException e) {
      task.close();
      throw e;
    }
  }

  @Override
  public void process(Record<String, ProbeRequested> requested) {
    if (prober == null || context == null) {
      throw new IllegalStateException("a record came before init() or after close()");
    }
    ProbeRequested request = requested.value();
    if (request == null || requested.key() == null || requested.key().isEmpty()) {
      Headers headers = new RecordHeaders(requested.headers());
      headers.add("winnow.why", "a probe needs a lane for its key, and a value".getBytes(UTF_8));
      context.forward(requested.withHeaders(headers), ProbingTopology.WRITE_DEAD_LETTERS);
      return;
    }
    switch (screen.of(request.submitted().address())) {
      case Screened.Mailbox mailbox ->
          prober.arrive(
              requested.key(), request, mailbox, requested.timestamp(), requested.headers());
      case Screened other ->
          context.forward(
              requested.withValue(
                  new VerifiedRow(request.submitted(), Verdicts.of(new Evidence.OfScreen(other)))),
              ProbingTopology.PUBLISH);
    }
  }

  @Override
  public void close() {
    if (prober != null) {
      prober.end();
      prober = null;
    }
  }
}
