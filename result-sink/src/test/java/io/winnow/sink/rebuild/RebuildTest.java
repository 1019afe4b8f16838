package io.winnow.sink.rebuild;

import static io.winnow.sink.fixtures.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.results.ColumnChoice;
import io.winnow.sink.results.ResultFile;
import io.winnow.sink.results.ResultForm;
import io.winnow.sink.results.ResultQuery;
import io.winnow.sink.results.Results;
import io.winnow.sink.slices.DirectoryLock;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.SealedFile;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import io.winnow.sink.slices.SliceRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {
  private static final JobId JOB = new JobId(7);
  private static final SliceId SLICE = new SliceId(JOB, 0);

  @TempDir Path root;

  private final List<ConsumerRecord<byte[], byte[]>> jobs = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> rows = new ArrayList<>();

  private int readings;

  private List<RebuiltJob> rebuild() throws IOException {
    return new Rebuild(root, Disk.ofSystem(), 2, this::consumer).run();
  }

  private List<RebuiltJob> rebuild(int atATime) throws IOException {
    return new Rebuild(root, Disk.ofSystem(), 2, this::consumer, atATime).run();
  }

  /** Both topics, of one partition each. */
  private Consumer<byte[], byte[]> consumer() {
    readings++;
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    List.of(Topics.JOBS_TABLE, Topics.VERIFIED_ADDRESSES)
        .forEach(
            topic -> {
              var records = topic.equals(Topics.JOBS_TABLE) ? jobs : rows;
              TopicPartition partition = new TopicPartition(topic.name(), 0);
              consumer.updatePartitions(
                  topic.name(),
                  List.of(
                      new PartitionInfo(topic.name(), 0, Node.noNode(), new Node[0], new Node[0])));
              consumer.updateBeginningOffsets(Map.of(partition, 0L));
              consumer.updateEndOffsets(Map.of(partition, (long) records.size()));
            });
    consumer.schedulePollTask(
        () ->
            (consumer.assignment().contains(new TopicPartition(Topics.JOBS_TABLE.name(), 0))
                    ? jobs
                    : rows)
                .forEach(consumer::addRecord));
    return consumer;
  }

  private void know(Job job) {
    byte[] value = new JsonSerde<>(Job.class).serialize(null, job);
    add(jobs, Topics.JOBS_TABLE.name(), job.id().toString(), value);
  }

  private void verified(long... numbers) {
    for (long row : numbers) {
      verified(SliceId.ofRow(JOB, row).key(), Samples.bytes(7, row));
    }
  }

  private void verified(String key, byte @Nullable [] value) {
    add(rows, Topics.VERIFIED_ADDRESSES.name(), key, value);
  }

  private static void add(
      List<ConsumerRecord<byte[], byte[]>> topic,
      String name,
      String key,
      byte @Nullable [] value) {
    topic.add(
        new ConsumerRecord<>(name, 0, topic.size(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  private static Job ended(long rows) {
    return Samples.job(7, rows, JobState.COMPLETED, Samples.LAYOUT);
  }

  private SliceDirectory directory() {
    return new SliceDirectory(root, new SinkId("a"));
  }

  private String resultOf(SliceId slice) throws IOException {
    return Files.readString(directory().sealedFile(slice));
  }

  @Test
  void aCompletedJobWhoseFilesAreGoneIsMadeAgain() throws IOException {
    know(ended(SliceId.ROWS + 2L));
    SliceId last = new SliceId(JOB, 1);
    for (long row = SliceId.ROWS - 1; row >= 0; row--) {
      verified(row);
    }
    verified(SliceId.ROWS + 1, SliceId.ROWS);

    List<RebuiltJob> rebuilt = rebuild();

    assertThat(rebuilt).containsExactly(new RebuiltJob(ended(SliceId.ROWS + 2L), 0, 2, List.of()));
    assertThat(rebuilt.getFirst().lost()).isZero();
    assertThat(resultOf(SLICE)).startsWith(line(0) + line(1)).endsWith(line(SliceId.ROWS - 1));
    assertThat(resultOf(last)).isEqualTo(line(SliceId.ROWS) + line(SliceId.ROWS + 1));
    assertThat(directory().openSlices()).isEmpty();
    assertThat(rebuild().getFirst().untouched()).isTrue();
  }

  @Test
  void soManySlicesAreHeldAtATimeAndTheRowsReadOnceForEachSoMany() throws IOException {
    for (int job = 1; job <= 5; job++) {
      know(Samples.job(job, 2, JobState.COMPLETED, Samples.LAYOUT));
      verified(job + "/0", Samples.bytes(job, 1));
      if (job != 4) {
        verified(job + "/0", Samples.bytes(job, 0));
      }
    }

    List<RebuiltJob> rebuilt = rebuild(2);

    assertThat(readings).as("once the jobs, then the rows for 2 + 2 + 1 slices").isEqualTo(1 + 3);
    assertThat(rebuilt)
        .extracting(job -> job.job().id().value())
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(rebuilt).extracting(RebuiltJob::sealed).containsExactly(1, 1, 1, 0, 1);
    assertThat(rebuilt.get(3).gaps())
        .containsExactly(new RebuiltJob.Gap(new SliceId(new JobId(4), 0), 2, 1));
    assertThat(directory().openSlices()).containsExactly(new SliceId(new JobId(4), 0));
    for (long job : List.of(1L, 2L, 3L, 5L)) {
      assertThat(resultOf(new SliceId(new JobId(job), 0))).isEqualTo(line(0) + line(1));
    }
  }

  @Test
  void nothingIsTouchedWhileASinkWorksThere() throws IOException {
    know(ended(1));
    verified(0);
    try (DirectoryLock sink = DirectoryLock.acquire(directory())) {
      assertThat(sink).isNotNull();
      assertThatThrownBy(this::rebuild)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the sink 'a'");
      assertThat(readings).isZero();
    }

    assertThat(rebuild().getFirst().sealed()).isEqualTo(1);
  }

  @Test
  void aDamagedSliceIsMadeAgainAndAWholeOneIsLeftAlone() throws IOException {
    know(ended(SliceId.ROWS + 1L));
    seal(SLICE, "as it is");
    SliceId second = new SliceId(JOB, 1);
    seal(second, line(SliceId.ROWS));
    Files.writeString(directory().sealedFile(second), "x");
    verified(0, SliceId.ROWS);

    List<RebuiltJob> rebuilt = rebuild();

    assertThat(rebuilt).containsExactly(new RebuiltJob(ended(SliceId.ROWS + 1L), 1, 1, List.of()));
    assertThat(resultOf(SLICE)).isEqualTo("as it is");
    assertThat(resultOf(second)).isEqualTo(line(SliceId.ROWS));
  }

  @Test
  void ofAJobWhoseRowsAreGoneFromTheTopicTheRestIsKeptAndTheLossIsTold() throws IOException {
    know(ended(4));
    verified(3, 1);

    RebuiltJob rebuilt = rebuild().getFirst();

    assertThat(rebuilt)
        .isEqualTo(new RebuiltJob(ended(4), 0, 0, List.of(new RebuiltJob.Gap(SLICE, 4, 2))));
    assertThat(rebuilt.lost()).isEqualTo(2);
    assertThat(directory().isSealed(SLICE)).isFalse();
    try (SliceRows kept = SliceRows.read(directory(), SLICE)) {
      assertThat(kept.has(0)).isFalse();
      assertThat(kept.has(1)).isTrue();
      assertThat(kept.has(3)).isTrue();
    }
  }

  @Test
  void aSliceWhoseRowsAreAllGoneKeepsNobodyFromTheOthers() throws IOException {
    Job job = ended(SliceId.ROWS + 2L);
    know(job);
    know(Samples.job(8, 1, JobState.COMPLETED, Samples.LAYOUT));
    verified(SliceId.ROWS, SliceId.ROWS + 1);
    verified("8/0", Samples.bytes(8, 0));

    List<RebuiltJob> rebuilt = rebuild();

    assertThat(rebuilt.getFirst().gaps())
        .containsExactly(new RebuiltJob.Gap(SLICE, SliceId.ROWS, 0));
    assertThat(rebuilt.getLast().lost()).isZero();
    assertThat(resultOf(new SliceId(new JobId(8), 0))).isNotEmpty();
    Results results = new Results(directory());
    assertThat(results.of(job).complete()).isFalse();
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    results.of(job).writeTo(plain);
    ByteArrayOutputStream rendered = new ByteArrayOutputStream();
    results.render(
        job,
        ResultQuery.ALL,
        ColumnChoice.all(ResultForm.of(job)),
        ResultFile.CSV_WITHOUT_FORMULAS,
        rendered);
    assertThat(plain.toString(StandardCharsets.UTF_8))
        .endsWith(line(SliceId.ROWS) + line(SliceId.ROWS + 1))
        .isEqualTo(rendered.toString(StandardCharsets.UTF_8));
    assertThat(rebuild().getFirst().gaps()).hasSize(1);
  }

  @Test
  void aJobThatHasNotEndedGetsTheRowsBackThatItHad() throws IOException {
    Job running = Samples.job(7, 6);
    know(running);
    verified(5, 0);

    RebuiltJob rebuilt = rebuild().getFirst();

    assertThat(running.processed()).isEqualTo(2);
    assertThat(rebuilt)
        .isEqualTo(new RebuiltJob(running, 0, 0, List.of(new RebuiltJob.Gap(SLICE, 6, 2))));
    assertThat(rebuilt.lost()).isZero();
    assertThat(directory().openSlices()).containsExactly(SLICE);

    rows.clear();
    Files.delete(root.resolve("jobs/7/open/0.rebuild.rows"));
    assertThat(rebuild().getFirst().lost()).isEqualTo(2);
  }

  @Test
  void aCancelledJobHasTheRowsThatItWasCancelledWith() throws IOException {
    know(Samples.cancelled(7, SliceId.ROWS + 5L, 2, JobState.CANCELLED));
    verified(1, 0, SliceId.ROWS + 1);

    assertThat(rebuild().getFirst().lost()).isZero();

    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1));
    assertThat(directory().openSlices()).isEmpty();
  }

  @Test
  void whatTheSinkWouldNotFileIsNotFiled() throws IOException {
    know(ended(2));
    AddressVerified other =
        new AddressVerified(
            JOB, 0, Verdict.of(Reason.NULL_MX), "other@b.example", 1, List.of("A", "B"));
    verified("7/0", null);
    verified("7/0", "{\"v\":".getBytes(StandardCharsets.UTF_8));
    verified("7/1", Samples.bytes(7, 1));
    verified("8/0", Samples.bytes(8, 0));
    verified(1, 0);
    verified("7/0", Samples.bytes(other));

    assertThat(rebuild()).hasSize(1);

    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1));
    assertThat(directory().jobs()).containsExactly(JOB);
  }

  @Test
  void jobsThatAreNoMoreStayAway() throws IOException {
    know(ended(1));
    add(jobs, Topics.JOBS_TABLE.name(), "7", null);
    know(Samples.job(8, 1, JobState.EXPIRED, Samples.LAYOUT));
    verified(0);
    verified("8/0", Samples.bytes(8, 0));

    assertThat(rebuild()).isEmpty();

    assertThat(directory().jobs()).isEmpty();
  }

  private void seal(SliceId slice, String content) throws IOException {
    SealedFile.write(
        directory(),
        Disk.ofSystem(),
        slice,
        out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }
}
