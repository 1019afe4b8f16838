package io.winnow.verifier.probing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.Level;
import io.winnow.contracts.ProbeRequested;
import io.winnow.contracts.RowOptions;
import io.winnow.verifier.cancelled.HandCancelled;
import io.winnow.verifier.publish.VerifiedRow;
import io.winnow.verifier.screen.Lists;
import io.winnow.verifier.screen.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** One task that probes, over lanes answered by hand, and the transactions of Kafka. */
final class ProbeRig {
  static final ProbingSettings SETTINGS =
      new ProbingSettings(
          Duration.ofHours(24),
          List.of(Duration.ofMinutes(6), Duration.ofMinutes(20)),
          Duration.ofMinutes(1),
          Duration.ofMinutes(60),
          List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)),
          Duration.ofDays(7),
          Duration.ofHours(24),
          Duration.ofHours(1));
  static final String LANE = "acme";
  private static final List<String> STORES =
      List.of(
          ProbeStores.BACKLOG,
          ProbeStores.WAITING,
          ProbeStores.HELD,
          ProbeStores.DOMAINS,
          ProbeStores.ANSWERS,
          ProbeStores.LANES);

  final HandLanes lanes;

  /** Cancelled by hand. */
  final HandCancelled cancelled = new HandCancelled();

  /** What the screen knows; nothing to begin with. */
  Lists listsOfScreen = Lists.empty();

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ProbingSettings settings;
  private final ProbeMeters probeMeters = new ProbeMeters(meters);
  private long now = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
  private List<Map<Bytes, byte[]>> committed = new ArrayList<>();
  private List<KeyValueStore<Bytes, byte[]>> stores = new ArrayList<>();
  private FakeTask task;
  private ProbeProcessor processor;
  private final List<AddressVerified> uncommitted = new ArrayList<>();
  private final List<JobWaits> waits = new ArrayList<>();
  private final List<Map.Entry<String, ProbeRequested>> gone = new ArrayList<>();

  ProbeRig() {
    this(SETTINGS, 3);
  }

  ProbeRig(ProbingSettings settings, int roomOfEachLane) {
    this.settings = settings;
    this.lanes = new HandLanes(() -> now, roomOfEachLane);
    STORES.forEach(name -> committed.add(new TreeMap<>()));
    restore();
  }

  /** Each host is an operator, but for those called {@code mx}, which are one. */
  static LaneChoice.Choice choose(List<String> mailHosts, String domain) {
    String first = mailHosts.getFirst();
    return first.startsWith("mx")
        ? new LaneChoice.Choice(LANE, "acme-mail")
        : new LaneChoice.Choice(first, "at " + first);
  }

  Instant now() {
    return Instant.ofEpochMilli(now);
  }

  /** A row of level smtp arrives. */
  void submit(long job, long row, String address) {
    submit(LANE, job, row, address, RowOptions.PLAIN);
  }

  void submit(String lane, long job, long row, String address, RowOptions options) {
    submit(lane, job, row, address, options, List.of("mx.acme.test"));
  }

  void submit(
      String lane, long job, long row, String address, RowOptions options, List<String> mailHosts) {
    AddressSubmitted submitted =
        new AddressSubmitted(
            new JobId(job), row, address, Level.SMTP, 0, List.of("cell " + row), options);
    processor.process(
        new Record<>(
            lane,
            new ProbeRequested(choose(mailHosts, "").operator(), mailHosts, false, submitted),
            now));
  }

  /** The same in the lane of its first mail host. */
  void submit(long row, String address, List<String> mailHosts) {
    submit(choose(mailHosts, "").name(), 1, row, address, RowOptions.PLAIN, mailHosts);
  }

  /** Rows that went to other lanes since the last time, as lane and request. */
  List<Map.Entry<String, ProbeRequested>> takeGone() {
    collect();
    List<Map.Entry<String, ProbeRequested>> taken = List.copyOf(gone);
    gone.clear();
    return taken;
  }

  /** Something happened elsewhere; the task notices at its next tick. */
  void tick() {
    advance(Duration.ofMillis(10));
  }

  /** Lets time pass; of the ticks on the way at least a hundred, as when a thread is busy. */
  void advance(Duration time) {
    long end = now + time.toMillis();
    long step = time.toMillis() / 100;
    for (Long next = task.nextPunctuation();
        next != null && next <= end;
        next = task.nextPunctuation()) {
      now = Math.min(end, Math.max(now + step, next));
      task.advanceTo(now);
    }
    now = end;
    task.advanceTo(now);
  }

  /** Lets the task do all that it can without time passing to speak of. */
  void settle() {
    for (int i = 0; i < 5; i++) {
      tick();
    }
  }

  /** The verdicts since the last time. */
  List<AddressVerified> takeVerdicts() {
    collect();
    List<AddressVerified> taken = List.copyOf(uncommitted);
    uncommitted.clear();
    return taken;
  }

  /** What was told of waiting rows since the last time. */
  List<JobWaits> takeWaits() {
    collect();
    List<JobWaits> taken = List.copyOf(waits);
    waits.clear();
    return taken;
  }

  private void collect() {
    for (FakeTask.Forwarded forwarded : task.takeForwarded()) {
      Object value = requireNonNull(forwarded.record().value());
      if (value instanceof ProbeRequested request) {
        assertThat(forwarded.child()).isEqualTo(ProbingTopology.WRITE_PROBES);
        gone.add(Map.entry((String) requireNonNull(forwarded.record().key()), request));
      } else if (value instanceof JobWaits told) {
        assertThat(forwarded.child()).isEqualTo(ProbingTopology.WRITE_JOB_WAITS);
        assertThat(forwarded.record().key()).isEqualTo(told.job().toString());
        waits.add(told);
      } else {
        assertThat(forwarded.child()).isEqualTo(ProbingTopology.PUBLISH);
        VerifiedRow verified = (VerifiedRow) value;
        uncommitted.add(AddressVerified.of(verified.row(), verified.verdict()));
      }
    }
  }

  /** When the task ticks next; null when it sleeps. */
  Long nextTick() {
    return task.nextPunctuation();
  }

  void commit() {
    collect();
    committed = stores.stream().map(ProbeRig::contentsOf).toList();
  }

  /** The process is killed: what was done since the last commit never was. */
  void kill() {
    lanes.die();
    collect();
    uncommitted.clear();
    waits.clear();
    gone.clear();
    restore();
  }

  /** The task is taken from this process and given back. */
  void revoke() {
    collect();
    processor.close();
    assertThat(task.takeForwarded()).as("forwarded by close()").isEmpty();
    assertThat(lanes.openLanes()).isEmpty();
    assertThat(lanes.unanswered()).isEmpty();
    commit();
    restore();
  }

  private void restore() {
    stores = new ArrayList<>();
    for (int i = 0; i < STORES.size(); i++) {
      KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore(STORES.get(i)).get();
      committed.get(i).forEach(store::put);
      stores.add(store);
    }
    task = new FakeTask(now, stores);
    processor =
        new ProbeProcessor(
            new Screen(() -> listsOfScreen),
            settings,
            lanes,
            ProbeRig::choose,
            cancelled,
            probeMeters);
    processor.init(task);
    assertThat(task.takeForwarded()).as("forwarded by init()").isEmpty();
  }

  /** How many entries a store has. */
  int sizeOf(String store) {
    return contentsOf(stores.get(STORES.indexOf(store))).size();
  }

  /** The keys of a store, for people. */
  List<String> keysOf(String store) {
    return contentsOf(stores.get(STORES.indexOf(store))).keySet().stream()
        .map(Bytes::toString)
        .toList();
  }

  private static Map<Bytes, byte[]> contentsOf(KeyValueStore<Bytes, byte[]> store) {
    Map<Bytes, byte[]> contents = new TreeMap<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      entries.forEachRemaining(entry -> contents.put(entry.key, entry.value));
    }
    return contents;
  }
}
