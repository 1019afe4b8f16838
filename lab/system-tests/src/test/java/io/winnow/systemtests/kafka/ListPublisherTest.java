package io.winnow.systemtests.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Level;
import io.winnow.contracts.Reason;
import io.winnow.contracts.publish.ListPublisher;
import io.winnow.contracts.publish.ListToPublish;
import io.winnow.contracts.publish.NotPublished;
import io.winnow.contracts.publish.PublisherOptions;
import io.winnow.contracts.publish.RowSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ListPublisherTest {
  private static final String ACCOUNT = "lab";
  private static final List<String> COLUMNS = List.of("id", "email");
  private static final int FEW = 500;

  private static RunningWinnow winnow;

  @BeforeAll
  static void start() throws Exception {
    winnow = new RunningWinnow(Map.of("winnow.accounts.open", ACCOUNT));
  }

  @AfterAll
  static void stop() throws Exception {
    winnow.close();
  }

  private static ListPublisher open(String id) {
    return ListPublisher.open(winnow.kafka(), PublisherOptions.of(id).withTransactionRows(FEW));
  }

  private static ListToPublish list(String key, RowSource rows) {
    return ListToPublish.of(ACCOUNT, key + ".csv", Level.SYNTAX, COLUMNS, 1, key, rows);
  }

  private static RowSource rows(int count) {
    return () -> IntStream.range(0, count).mapToObj(ListPublisherTest::row);
  }

  private static List<String> row(int number) {
    return List.of("" + number, number % 10 == 0 ? "" : "no address " + number);
  }

  private static void assertWhole(JobId job, int rows) {
    assertThat(winnow.rows(job).stream().map(AddressSubmitted::row).sorted().toList())
        .as("rows on the topic, each once")
        .isEqualTo(LongStream.range(0, rows).boxed().toList());
    Job ended = winnow.awaitEnd(job);
    assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
    assertThat(ended.processed()).isEqualTo(rows);
  }

  @Test
  void aPublishedListGetsAVerdictForEachRow() {
    try (ListPublisher publisher = open("plain")) {
      JobId job = publisher.publish(list("plain", rows(1_234)));

      assertWhole(job, 1_234);
      assertThat(winnow.awaitEnd(job).byReason())
          .containsOnlyKeys(Reason.EMPTY_ROW, Reason.INVALID_SYNTAX)
          .containsEntry(Reason.EMPTY_ROW, 124L);
      assertThat(winnow.rows(job))
          .filteredOn(row -> row.row() == 7)
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.address()).isEqualTo("no address 7");
                assertThat(row.column()).isEqualTo(1);
                assertThat(row.cells()).containsExactly("7");
              });
    }
  }

  @Test
  void theExampleOfTheDocsWorks() {
    JobId job =
        PublishExample.publishCustomers((String) winnow.kafka().get("bootstrap.servers"), ACCOUNT);

    assertThat(winnow.awaitEnd(job).state()).isEqualTo(JobState.COMPLETED);
    assertThat(winnow.verdicts(job))
        .extracting(AddressVerified::address)
        .containsExactlyInAnyOrder("ada@example.com", "no address", "grace@example.org");
  }

  @Test
  void aListThatIsPublishedAgainIsTheSameJob() {
    JobId first;
    try (ListPublisher publisher = open("again")) {
      first = publisher.publish(list("again", rows(700)));
    }
    try (ListPublisher publisher = open("another")) {
      assertThat(publisher.publish(list("again", rows(700)))).isEqualTo(first);
      assertThatThrownBy(() -> publisher.publish(list("again", rows(701))))
          .isInstanceOfSatisfying(
              NotPublished.class,
              refused -> assertThat(refused.code()).isEqualTo("idempotency_key_reused"));
    }

    assertWhole(first, 700);
  }

  @Test
  void whatAFormerProcessHasLeftOpenIsTakenBackAndTheRestIsLoadedOnce() throws Exception {
    CountDownLatch inTheMiddle = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger readings = new AtomicInteger();
    RowSource stuck =
        () ->
            readings.getAndIncrement() == 0
                ? rows(2_000).open()
                : rows(2_000).open().peek(row -> waitAt(row, inTheMiddle, goOn));
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        ListPublisher former = open("same")) {
      Future<JobId> formerJob = threads.submit(() -> former.publish(list("same", stuck)));
      inTheMiddle.await();

      JobId job;
      try (ListPublisher later = open("same")) {
        job = later.publish(list("same", rows(2_000)));
      }
      goOn.countDown();

      assertThatThrownBy(formerJob::get)
          .cause()
          .isInstanceOfSatisfying(
              NotPublished.class,
              stopped -> {
                assertThat(stopped.code()).isEqualTo(NotPublished.NOT_LOADED);
                assertThat(stopped.job()).isEqualTo(job);
              });
      assertWhole(job, 2_000);
    }
  }

  private static void waitAt(List<String> row, CountDownLatch inTheMiddle, CountDownLatch goOn) {
    if (row.getFirst().equals("1200")) {
      inTheMiddle.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void aSourceThatFailsInTheMiddleIsTakenUpWhereTheLastMarkStands() {
    AtomicInteger readings = new AtomicInteger();
    RowSource flaky =
        () ->
            readings.getAndIncrement() == 1
                ? rows(1_700).open().peek(ListPublisherTest::failAt)
                : rows(1_700).open();
    try (ListPublisher publisher = open("flaky")) {
      assertThatThrownBy(() -> publisher.publish(list("flaky", flaky)))
          .hasMessage("the disk is gone");

      JobId job = publisher.publish(list("flaky", flaky));

      assertWhole(job, 1_700);
    }
  }

  private static void failAt(List<String> row) {
    if (row.getFirst().equals("1234")) {
      throw new IllegalStateException("the disk is gone");
    }
  }

  @Test
  void aListThatChangesBetweenTheReadingsFails() {
    AtomicInteger readings = new AtomicInteger();
    RowSource shrinking = () -> rows(readings.getAndIncrement() == 0 ? 900 : 899).open();
    try (ListPublisher publisher = open("shrinking")) {
      assertThatThrownBy(() -> publisher.publish(list("shrinking", shrinking)))
          .isInstanceOfSatisfying(
              NotPublished.class,
              refused -> {
                assertThat(refused.code()).isEqualTo(NotPublished.LIST_CHANGED);
                Job job = winnow.awaitEnd(refused.job());
                assertThat(job.state()).isEqualTo(JobState.FAILED);
                assertThat(job.failure().code()).isEqualTo(NotPublished.LIST_CHANGED);
              });
    }
  }

  @Test
  void whatIsNotGoodMakesNoJob() {
    List<JobId> before = winnow.jobs();
    try (ListPublisher publisher = open("bad")) {
      assertRefused(publisher, list("empty", Stream::empty), NotPublished.EMPTY_LIST);
      assertRefused(
          publisher,
          list("short", RowSource.of(List.of(row(1), List.of("2")))),
          NotPublished.WRONG_CELLS);
      assertRefused(
          publisher,
          ListToPublish.of("nobody", "x", Level.SYNTAX, COLUMNS, 1, "x", rows(1)),
          "unknown_account");
    }

    assertThat(winnow.jobs().stream().filter(job -> !before.contains(job)).toList()).isEmpty();
  }

  private static void assertRefused(ListPublisher publisher, ListToPublish list, String code) {
    assertThatThrownBy(() -> publisher.publish(list))
        .isInstanceOfSatisfying(
            NotPublished.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void aCancelledListIsLoadedNoFurther() throws Exception {
    CountDownLatch inTheMiddle = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger readings = new AtomicInteger();
    RowSource stuck =
        () ->
            readings.getAndIncrement() == 0
                ? rows(3_000).open()
                : rows(3_000).open().peek(row -> waitAt(row, inTheMiddle, goOn));
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        ListPublisher publisher = open("cancelled")) {
      Future<JobId> published = threads.submit(() -> publisher.publish(list("cancelled", stuck)));
      inTheMiddle.await();
      JobId job = winnow.jobNamed("cancelled.csv");

      publisher.cancel(job);
      goOn.countDown();

      assertThatThrownBy(published::get)
          .cause()
          .isInstanceOfSatisfying(
              NotPublished.class,
              stopped -> assertThat(stopped.code()).isEqualTo(NotPublished.CANCELLED));
      assertThat(winnow.awaitEnd(job).state()).isEqualTo(JobState.CANCELLED);
      assertThat(winnow.rows(job)).hasSizeLessThan(3_000);
    }
  }
}
