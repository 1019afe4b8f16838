package io.winnow.sink.filing;

import static io.winnow.sink.fixtures.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.JobEvent.SliceSealed;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.SliceId;
import io.winnow.sink.fixtures.FakeKafka;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.SealedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilingRestartTest extends FilingFixture {

  @Test
  void aRestartedSinkGoesOnWhereItWas() {
    jobs.put(Samples.job(7, 4));
    Filing first = start("a", kafka.member(0, 1));
    deliver(3, 1);
    awaitCommitted();
    first.close();
    assertThat(first.notReady()).hasValueSatisfying(why -> assertThat(why).contains("has ended"));

    start("a", kafka.member(0, 1));
    deliver(0, 2);

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1) + line(2) + line(3));
  }

  @Test
  void aSliceThatWasCompleteWhenItsSinkDiedIsSealedAtTheNextStart() {
    Filing first = start("a", kafka.member(0, 1));
    deliver(0, 1);
    awaitCommitted();
    first.close();

    jobs.put(Samples.job(7, 2));
    start("a", kafka.member(0, 1));

    awaitAnnounced(SLICE);
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1));
  }

  @Test
  void sealedSlicesOfUnfinishedJobsAreAnnouncedAgainAtTheStart() throws IOException {
    JobId finished = new JobId(8);
    jobs.put(Samples.job(7, 2));
    jobs.put(Samples.job(8, 2, JobState.COMPLETED, Samples.LAYOUT));
    for (JobId job : List.of(JOB, finished)) {
      seal(new SliceId(job, 0), line(0) + line(1));
    }
    Path leftOver = root.resolve("jobs/7/open/0.a.rows");
    Files.createDirectories(leftOver.getParent());
    Files.createFile(leftOver);

    Filing filing = start("a", kafka.member(0, 1));

    awaitAnnounced(SLICE);
    awaitReady(filing);
    long bytes = resultOf(SLICE).length();
    assertThat(kafka.announced()).containsOnly(new SliceSealed(1, JOB, 0, bytes, counts(2)));
    assertThat(leftOver).doesNotExist();
  }

  @Test
  void aSealedSliceThatIsDamagedIsNotAnnouncedAndHoldsUpNoOther() throws IOException {
    jobs.put(Samples.job(7, SliceId.ROWS + 2L));
    SliceId second = new SliceId(JOB, 1);
    seal(SLICE, line(0) + line(1));
    seal(second, line(2) + line(3));
    Path file = directory("a").sealedFile(SLICE);
    Files.writeString(file, Files.readString(file).replace("Person 1", "Person 7"));

    Filing filing = start("a", kafka.member(0, 1));

    awaitAnnounced(second);
    awaitReady(filing);
    assertThat(kafka.announced()).hasSize(1);
    assertThat(file).exists();
  }

  @Test
  void aSealedSliceWithAReasonOfLaterTimesIsAnnouncedWithoutCounts() throws IOException {
    jobs.put(Samples.job(7, 2));
    seal(SLICE, line(0) + line(1).replace("smtp_not_checked", "of_later_times"));

    start("a", kafka.member(0, 1));

    awaitAnnounced(SLICE);
    assertThat(kafka.announced().getFirst().counts()).isNull();
  }

  private void seal(SliceId slice, String content) throws IOException {
    SealedFile.write(
        directory("a"),
        Disk.ofSystem(),
        slice,
        out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aRestartedSinkTellsOfTheRowsThatItsFilesHold() {
    jobs.put(Samples.job(7, 4));
    Filing first = start("a", kafka.member(0, 1));
    deliver(3, 1, 3);
    awaitCommitted();
    first.close();
    int before = kafka.told().size();

    start("a", kafka.member(0, 1));

    await().until(() -> kafka.told().size() > before);
    assertThat(kafka.told().getLast().counts()).isEqualTo(counts(2));
  }

  @Test
  void anotherSinkTakesOverWhatIsHandedToIt() {
    jobs.put(Samples.job(7, 4));
    FakeKafka.Member one = kafka.member(0, 1);
    FakeKafka.Member two = kafka.member(1 - PARTITION);
    start("a", one);
    start("b", two);
    deliver(3, 1);
    awaitCommitted();

    one.assign(1 - PARTITION);
    await().until(one::settled);
    two.assign(PARTITION);
    deliver(2);
    awaitTold(SLICE, counts(3));
    deliver(0);

    awaitAnnounced(SLICE);
    assertThat(kafka.announced().getFirst().counts()).isEqualTo(counts(4));
    assertThat(resultOf(SLICE)).isEqualTo(line(0) + line(1) + line(2) + line(3));
    assertThat(openFiles()).isEmpty();
  }
}
