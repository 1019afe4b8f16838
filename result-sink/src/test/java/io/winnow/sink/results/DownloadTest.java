package io.winnow.sink.results;

import static io.winnow.sink.fixtures.Samples.HEADER;
import static io.winnow.sink.fixtures.Samples.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Verdict;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.slices.DamagedFileException;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.OpenFiles;
import io.winnow.sink.slices.OpenSlice;
import io.winnow.sink.slices.SealedFile;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final int ROWS = SliceId.ROWS;

  @TempDir Path root;

  private SliceDirectory directory;
  private Results results;

  @BeforeEach
  void open() {
    directory = new SliceDirectory(root, new SinkId("a"));
    results = new Results(directory);
  }

  @Test
  void aFinishedListIsItsHeaderAndItsSlicesAndItsLengthIsKnown() throws IOException {
    Job job = Samples.job(7, ROWS + 2);
    seal(job, 0, "first slice\n");
    seal(job, 1, "second slice\n");

    Download download = results.of(job);

    assertThat(download.complete()).isTrue();
    assertThat(text(download)).isEqualTo(HEADER + "first slice\nsecond slice\n");
    assertThat(download.bytes()).hasValue(HEADER.length() + 25);
  }

  @Test
  void anUnfinishedListHasTheRowsWithVerdictsInOrder() throws IOException {
    Job job = Samples.job(7, 3L * ROWS);
    seal(job, 1, "second slice\n");
    file(job, 40, 2, 17);
    file(job, 2 * ROWS + 1, 2 * ROWS);

    Download download = results.of(job);

    assertThat(download.complete()).isFalse();
    assertThat(download.bytes()).isEmpty();
    assertThat(text(download))
        .isEqualTo(
            HEADER
                + line(2)
                + line(17)
                + line(40)
                + "second slice\n"
                + line(2 * ROWS)
                + line(2 * ROWS + 1));
  }

  @Test
  void aListWithADamagedSliceIsNotServedAsIfItWereWhole() throws IOException {
    Job job = Samples.job(7, ROWS + 2);
    seal(job, 0, "first slice\n");
    seal(job, 1, "second slice\n");
    Path second = directory.sealedFile(new SliceId(job.id(), 1));
    Files.writeString(second, "second slicE\n");
    Download download = results.of(job);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> download.writeTo(out)).isInstanceOf(DamagedFileException.class);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(HEADER + "first slice\n");

    Files.writeString(second, "second slice");
    assertThatThrownBy(() -> results.of(job)).isInstanceOf(DamagedFileException.class);
  }

  @Test
  void aListWithoutVerdictsIsItsHeader() throws IOException {
    assertThat(text(results.of(Samples.job(7, 3)))).isEqualTo(HEADER);
  }

  @Test
  void rowsOfSeveralSinksAreOneList() throws IOException {
    Job job = Samples.job(7, 3);
    file(job, 0);
    directory = new SliceDirectory(root, new SinkId("b"));
    file(job, 2, 1);

    assertThat(text(results.of(job))).isEqualTo(HEADER + line(0) + line(1) + line(2));
  }

  @Test
  void aSliceThatIsSealedAfterTheDownloadHasBegunIsTakenFromItsSealedFile() throws IOException {
    Job job = Samples.job(7, 2);
    file(job, 0);
    Download begun = results.of(job);
    seal(job, 0, "sealed meanwhile\n");
    SealedFile.settle(directory, Disk.ofSystem(), new SliceId(job.id(), 0));

    assertThat(text(begun)).isEqualTo(HEADER + "sealed meanwhile\n");
  }

  @Test
  void theAddressGoesBackToItsColumnAndMissingFieldsAreEmpty() throws IOException {
    ListLayout layout = new ListLayout(List.of("mail", "note"), 0, ";", false);
    AddressVerified row =
        new AddressVerified(
            new JobId(7),
            0,
            Verdict.of(Reason.INVALID_SYNTAX, "two @; one too many"),
            "a@@b",
            0,
            List.of("x;y"));

    assertThat(text(layout, row))
        .isEqualTo(
            """
            mail;note;status;reason;detail;did_you_mean;normalized;flags;mail_host;mail_operator;smtp_reply
            a@@b;"x;y";undeliverable;invalid_syntax;"two @; one too many";;;;;;
            """);
  }

  @Test
  void theVerdictStandsUnderItsNamesHoweverLongTheRowIs() throws IOException {
    ListLayout layout = new ListLayout(List.of("a", "mail", "c"), 1, ",", true);
    Verdict verdict = Verdict.of(Reason.EMPTY_ROW);

    assertThat(
            text(
                layout,
                new AddressVerified(new JobId(7), 0, verdict, "", 1, List.of()),
                new AddressVerified(new JobId(7), 1, verdict, "m", 1, List.of("a", "c", "d", "e"))))
        .isEqualTo(
            """
            a,mail,c,status,reason,detail,did_you_mean,normalized,flags,mail_host,mail_operator,smtp_reply
            ,,,skipped,empty_row,,,,,,,
            a,m,c,skipped,empty_row,,,,,,,,d,e
            """);
  }

  @Test
  void whereDuplicatesWereToBeFoundTheyNameTheirFirstRowAsPeopleCount() throws IOException {
    ListLayout layout = new ListLayout(List.of("mail"), 0, ",", true);
    Verdict verdict = Verdict.of(Reason.EMPTY_ROW);
    Job job = Samples.deduped(7, 2, layout);
    append(job, 0, Samples.bytes(new AddressVerified(job.id(), 0, verdict, "a", 0, List.of())));
    append(
        job, 1, Samples.bytes(new AddressVerified(job.id(), 1, verdict, "b", 0, List.of("x"), 0L)));

    assertThat(text(results.of(job)))
        .isEqualTo(
            """
            mail,status,reason,detail,did_you_mean,normalized,flags,mail_host,mail_operator,smtp_reply,duplicate_of
            a,skipped,empty_row,,,,,,,,
            b,skipped,empty_row,,,,,,,,1,x
            """);
  }

  @Test
  void aRowWhoseRecordIsDamagedHoldsUpNothing() throws IOException {
    Job job = Samples.job(7, 3);
    file(job, 0, 2);
    byte[] damaged =
        "{\"v\":1,\"job\":7,\"row\":1,\"reason\":\"null_mx\",\"addr"
            .getBytes(StandardCharsets.UTF_8);
    append(job, 1, damaged);

    assertThat(text(results.of(job)))
        .isEqualTo(
            HEADER
                + line(0)
                + ",,,unknown,internal_error,the row's record is damaged,,,,,,\n"
                + line(2));
  }

  private String text(ListLayout layout, AddressVerified... rows) throws IOException {
    Job job = Samples.job(7, rows.length, JobState.RUNNING, layout);
    for (AddressVerified row : rows) {
      append(job, row.row(), Samples.bytes(row));
    }
    return text(results.of(job));
  }

  private static String text(Download download) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    download.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private void seal(Job job, int number, String content) throws IOException {
    SealedFile.write(
        directory,
        Disk.ofSystem(),
        new SliceId(job.id(), number),
        out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }

  private void file(Job job, long... rows) throws IOException {
    for (long row : rows) {
      append(job, row, Samples.bytes(job.id().value(), row));
    }
  }

  private void append(Job job, long row, byte[] value) throws IOException {
    try (OpenFiles files = new OpenFiles(directory, Disk.ofSystem(), 8)) {
      OpenSlice.load(directory, files, SliceId.ofRow(job.id(), row))
          .append(row, Reason.SMTP_NOT_CHECKED, false, value);
      files.write();
    }
  }
}
