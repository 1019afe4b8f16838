package io.winnow.gateway.spool;

import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.Submission;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListLimits;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A spool with lists in it. */
public final class SpoolFixture implements AutoCloseable {
  public static final ListLimits LIMITS = new ListLimits(1 << 24, 1_000_000, 65_536, 100);

  public final FlakyDisk disk = new FlakyDisk();
  public final Spool spool;
  private final Path root;

  public SpoolFixture(Path root) {
    this.root = root;
    this.spool = Spool.open(root, 0, LIMITS, disk);
  }

  /** A list with rows {@code a0@x.org,0}, {@code a1@x.org,1} and so on. */
  public static String list(String name, int rows) {
    return IntStream.range(0, rows)
        .mapToObj(i -> name + i + "@x.org," + i + "\n")
        .collect(Collectors.joining("", "email,n\n", ""));
  }

  /** A list that is on disk and nowhere else. */
  public SpoolEntry received(long id, String list) {
    return spool.receive(
        () -> new JobId(id),
        new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)),
        new ListHints(ListFormat.CSV, null, null));
  }

  /** The same, whose duplicates are found. */
  public SpoolEntry received(long id, String list, Dedupe dedupe) {
    return spool.receive(
        () -> new JobId(id),
        new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8)),
        new ListHints(ListFormat.CSV, null, null),
        dedupe);
  }

  /** A list that has been admitted, whose duplicates are known. */
  public SpoolEntry accepted(long id, String list, Dedupe dedupe) {
    SpoolEntry entry = received(id, list, dedupe);
    entry.record(submission(entry, id, "nonce-" + id));
    entry.accept();
    return entry;
  }

  /** A list that has been admitted. */
  public SpoolEntry accepted(long id, String list) {
    return accepted(id, list, RowOptions.PLAIN);
  }

  /** The same with something asked of its rows. */
  public SpoolEntry accepted(long id, String list, RowOptions options) {
    SpoolEntry entry = received(id, list);
    entry.record(submission(entry, id, "nonce-" + id, options));
    entry.accept();
    return entry;
  }

  public static Submission submission(SpoolEntry entry, long id, String nonce) {
    return submission(entry, id, nonce, RowOptions.PLAIN);
  }

  private static Submission submission(
      SpoolEntry entry, long id, String nonce, RowOptions options) {
    return new Submission(
        Submission.VERSION,
        new JobId(id),
        nonce,
        "default",
        "list.csv",
        Level.DNS,
        entry.checked().layout(),
        entry.checked().rows(),
        Instant.parse("2026-05-01T10:00:00Z"),
        null,
        options,
        null,
        null);
  }

  /** A job as the accounting would tell of it. */
  public static Job job(Submission submission, JobState state, long processed) {
    return new Job(
        Job.VERSION,
        submission.job(),
        submission.account(),
        submission.name(),
        state,
        submission.level(),
        submission.layout(),
        submission.rows(),
        processed,
        processed,
        0,
        Map.of(),
        Map.of(),
        0,
        null,
        submission.submittedAt(),
        submission.submittedAt(),
        null,
        null,
        null,
        null);
  }

  /** The same of one that is being loaded. */
  public static Job loading(Submission submission, long loaded) {
    return new Job(
        Job.VERSION,
        submission.job(),
        submission.account(),
        submission.name(),
        JobState.LOADING,
        submission.level(),
        submission.layout(),
        submission.rows(),
        loaded,
        0,
        0,
        Map.of(),
        Map.of(),
        0,
        null,
        submission.submittedAt(),
        submission.submittedAt(),
        null,
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        Map.of(),
        submission.gateway());
  }

  /** Whether anything of a job is on disk. */
  public boolean holds(long id) {
    return root.resolve(Long.toString(id)).toFile().exists();
  }

  @Override
  public void close() {
    spool.close();
  }
}
