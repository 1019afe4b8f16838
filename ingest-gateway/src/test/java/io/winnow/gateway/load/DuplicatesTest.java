package io.winnow.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.Dedupe;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.RowCopy;
import io.winnow.gateway.duplicates.DuplicateFiles;
import io.winnow.gateway.list.ListRefused;
import io.winnow.gateway.spool.SpoolEntry;
import io.winnow.gateway.spool.SpoolFixture;
import io.winnow.kit.mailbox.MailboxKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Duplicates from the list to the topic: each row is there once, with the first of its mailbox. */
class DuplicatesTest {
  private static final int TRANSACTION_ROWS = 50;

  @TempDir Path root;
  private SpoolFixture lists;
  private final ScriptedProducer producer = new ScriptedProducer();
  private UnverifiedRows unverified = new UnverifiedRows(0);

  @BeforeEach
  void start() {
    lists = new SpoolFixture(root);
  }

  @AfterEach
  void stop() {
    lists.close();
  }

  /** As a process that has just begun has it. */
  private Loader loader() {
    unverified = new UnverifiedRows(0);
    ScriptedProducers one = new ScriptedProducers(producer);
    Loader loader =
        new Loader(
            one, one, unverified, SpoolFixture.LIMITS, TRANSACTION_ROWS, new SimpleMeterRegistry());
    if (!producer.transactionInitialized()) {
      loader.init();
    }
    return loader;
  }

  private static RowCopy copy(long row, String address, String... cells) {
    return new RowCopy(row, address, List.of(cells));
  }

  @Test
  void duplicatesRideWithTheFirstRowOfTheirMailbox() throws InterruptedException {
    SpoolEntry entry =
        lists.accepted(
            1,
            "n,email\n0,a@x.org\n1,b@x.org\n2, a@X.org\n3,\n4,A@x.org\n5,\"\"\n6,a@x.org\n7,b@x.org\n",
            Dedupe.EXACT);
    try (Loader loader = loader()) {
      loader.add(entry, 0);
      loader.turn();
      // eight rows are on the topic, but two of them the list has yet to come to
      loader.turn();
    }

    assertThat(producer.rows())
        .extracting(AddressSubmitted::row)
        .containsExactly(0L, 1L, 3L, 4L, 5L);
    assertThat(producer.rows())
        .extracting(AddressSubmitted::duplicates)
        .containsExactly(
            List.of(copy(2, " a@X.org", "2"), copy(6, "a@x.org", "6")),
            List.of(copy(7, "b@x.org", "7")),
            List.of(),
            List.of(),
            List.of());
    assertThat(producer.rows()).allMatch(row -> row.duplicateOf() == null);
    assertThat(producer.events())
        .containsExactly(
            new JobEvent.LoadedUpTo(JobEvent.VERSION, new JobId(1), 6),
            new JobEvent.LoadedUpTo(JobEvent.VERSION, new JobId(1), 8));
    assertThat(lists.holds(1)).isFalse();
  }

  @Test
  void emptyRowsAndDuplicatesAreNotChargeable() {
    String list = "n,email\n0,a@x.org\n1,b@x.org\n2, a@X.org\n3,\n4,A@x.org\n5\n6,\u00A0\n";

    SpoolEntry exact = lists.received(1, list, Dedupe.EXACT);
    SpoolEntry canonical = lists.received(2, list, Dedupe.CANONICAL);
    SpoolEntry off = lists.received(3, list, Dedupe.OFF);

    assertThat(List.of(exact.duplicates(), canonical.duplicates(), off.duplicates()))
        .containsExactly(1L, 2L, 0L);
    assertThat(List.of(exact.chargeable(), canonical.chargeable(), off.chargeable()))
        .containsExactly(3L, 2L, 4L);
  }

  @Test
  void whatIsKeptBesideTheListLasts() {
    lists.received(1, "email,n\na@x.org,0\na@x.org,1\n", Dedupe.EXACT);

    assertThat(lists.disk.forced).containsAll(DuplicateFiles.NAMES);
  }

  @Test
  void aListWithoutDuplicatesIsByItself() throws Exception {
    SpoolEntry entry = lists.received(1, SpoolFixture.list("a", 20), Dedupe.CANONICAL);

    try (var files = Files.list(entry.directory())) {
      assertThat(files).containsExactly(entry.list());
    }
  }

  @Test
  void aFullDiskRefusesTheListAndLeavesNothing() {
    StringBuilder list = new StringBuilder("email,n\n");
    for (int i = 0; i < 1_000; i++) {
      list.append("a@x.org,").append(i).append('\n');
    }
    lists.disk.room = list.length() + 10L;

    assertThatThrownBy(() -> lists.received(1, list.toString(), Dedupe.EXACT))
        .isInstanceOf(ListRefused.class)
        .hasMessageContaining("disk is full");
    assertThat(lists.holds(1)).isFalse();
  }

  /** Random lists; the loader dies, or its transactions do, at random places. */
  @ParameterizedTest
  @EnumSource(
      value = Dedupe.class,
      names = {"EXACT", "CANONICAL"})
  void eachRowIsOnTheTopicOnceWhateverGoesDown(Dedupe dedupe) throws InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int job = 1; job <= 12; job++) {
      int rows = 1 + random.nextInt(3_000);
      List<String> addresses = addresses(rows, random);
      StringBuilder list = new StringBuilder("email,cell\n");
      for (int row = 0; row < rows; row++) {
        list.append('"').append(addresses.get(row)).append("\",c€").append(row).append('\n');
      }
      SpoolEntry entry = lists.accepted(job, list.toString(), dedupe);
      int before = producer.rows().size();
      load(entry, random);

      check(
          addresses,
          MailboxKeys.of(dedupe),
          producer.rows().subList(before, producer.rows().size()),
          "seed " + seed + ", job " + job);
    }
  }

  /** Some of them again and again. */
  private static List<String> addresses(int rows, Random random) {
    List<String> addresses = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int drawn = random.nextInt(10);
      addresses.add(
          switch (drawn) {
            case 0 -> "";
            case 1 -> "A.b+" + random.nextInt(5) + "@gmail.com";
            case 2 -> "not an address " + random.nextInt(3);
            case 3, 4, 5 -> "often" + random.nextInt(2) + "@x.org";
            case 6, 7 -> " some" + random.nextInt(rows / 3 + 1) + "@X.org";
            default -> "one" + row + "@x.org";
          });
    }
    return addresses;
  }

  private void load(SpoolEntry entry, Random random) throws InterruptedException {
    JobId job = entry.submission().orElseThrow().job();
    while (lists.holds(job.value())) {
      try (Loader loader = loader()) {
        loader.add(entry, loaded(job));
        for (int turns = 1 + random.nextInt(6); turns > 0; turns--) {
          if (random.nextInt(15) == 0) {
            producer.failCommits(new KafkaException("not now"));
          }
          loader.turn();
        }
        assertThat(unverified.total()).isLessThanOrEqualTo(entry.checked().rows());
      }
    }
  }

  private long loaded(JobId job) {
    return producer.events().stream()
        .map(JobEvent.LoadedUpTo.class::cast)
        .filter(mark -> mark.job().equals(job))
        .mapToLong(JobEvent.LoadedUpTo::rows)
        .max()
        .orElse(0);
  }

  private static void check(
      List<String> addresses, MailboxKeys keys, List<AddressSubmitted> loaded, String what) {
    Map<String, Long> firsts = new HashMap<>();
    Map<Long, RowCopy> found = new HashMap<>();
    Map<Long, Long> duplicateOf = new HashMap<>();
    for (AddressSubmitted row : loaded) {
      put(found, new RowCopy(row.row(), row.address(), row.cells()), what);
      if (row.duplicateOf() != null) {
        duplicateOf.put(row.row(), row.duplicateOf());
      }
      for (RowCopy duplicate : row.duplicates()) {
        put(found, duplicate, what);
        duplicateOf.put(duplicate.row(), row.first());
      }
    }
    assertThat(found).as(what).hasSize(addresses.size());
    for (int row = 0; row < addresses.size(); row++) {
      String key = keys.key(addresses.get(row));
      Long first = key.isEmpty() ? null : firsts.putIfAbsent(key, (long) row);
      assertThat(found.get((long) row))
          .as(what)
          .isEqualTo(copy(row, addresses.get(row), "c€" + row));
      assertThat(duplicateOf.get((long) row)).as("%s, row %s", what, row).isEqualTo(first);
    }
  }

  private static void put(Map<Long, RowCopy> found, RowCopy row, String what) {
    assertThat(found.put(row.row(), row)).as("%s: row %s comes twice", what, row.row()).isNull();
  }

  /** With this limit of a row's bytes a record has room for some five hundred. */
  @Test
  void anAddressThatComesTenThousandTimesIsAskedForAFewTimes() throws InterruptedException {
    StringBuilder list = new StringBuilder("email,n\n");
    for (int i = 0; i < 10_001; i++) {
      list.append("a@x.org,").append(i).append('\n');
    }
    SpoolEntry entry = lists.accepted(1, list.toString(), Dedupe.EXACT);
    load(entry, new Random(1));

    assertThat(entry.checked().rows()).isEqualTo(10_001);
    assertThat(producer.rows())
        .extracting(AddressSubmitted::duplicateOf)
        .startsWith((Long) null)
        .endsWith(0L);
    assertThat(producer.rows()).hasSizeBetween(15, 25);
    assertThat(producer.rows().stream().mapToLong(row -> 1 + row.duplicates().size()).sum())
        .isEqualTo(10_001);
  }

  /** Pacing goes by what is on the topic, not by how far the list is gone through. */
  @Test
  void rowsThatRideAheadCountAsUnverified() throws InterruptedException {
    StringBuilder list = new StringBuilder("email,n\n");
    for (int i = 0; i < 400; i++) {
      list.append('a').append(i % 200).append("@x.org,").append(i).append('\n');
    }
    SpoolEntry entry = lists.accepted(1, list.toString(), Dedupe.EXACT);
    try (Loader loader = loader()) {
      loader.add(entry, 0);
      loader.turn();

      // 25 rows and as many that ride make a full transaction
      assertThat(producer.rows()).hasSize(25);
      assertThat(unverified.total()).isEqualTo(50);
    }
    try (Loader loader = loader()) {
      loader.add(entry, 25);
      loader.turn();

      assertThat(producer.rows()).hasSize(50);
      assertThat(unverified.total()).isEqualTo(100);
    }
  }
}
