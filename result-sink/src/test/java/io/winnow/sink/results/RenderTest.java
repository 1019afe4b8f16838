package io.winnow.sink.results;

import static io.winnow.sink.fixtures.Samples.line;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.Status;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.json.Json;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.OpenFiles;
import io.winnow.sink.slices.OpenSlice;
import io.winnow.sink.slices.SealedFile;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderTest {
  private static final int ROWS = SliceId.ROWS;
  private static final String FORMULA = "=HYPERLINK(\"http://evil.example\",\"x\")";
  private static final String SCRIPT = "<script>alert('\u202Ex')</script>\u0000&";

  @TempDir Path root;

  private SliceDirectory directory;
  private Results results;

  @BeforeEach
  void open() {
    directory = new SliceDirectory(root, new SinkId("a"));
    results = new Results(directory);
  }

  @Test
  void rowsAreChosenByStatusReasonAndText() throws IOException {
    Job job = Samples.job(7, 4);
    file(
        row(0, "ann@example.com", Reason.SMTP_NOT_CHECKED, "Ann"),
        row(1, "bob@example.com", Reason.NULL_MX, "Bob"),
        row(2, "eve@example.org", Reason.INVALID_SYNTAX, "Eve"),
        row(3, "zoe@example.org", Reason.NULL_MX, "ZOË"));

    assertThat(rows(job, query(Set.of(Status.UNDELIVERABLE), Set.of(), null)))
        .containsExactly(1L, 2L, 3L);
    assertThat(rows(job, query(Set.of(), Set.of(Reason.NULL_MX), null))).containsExactly(1L, 3L);
    assertThat(rows(job, query(Set.of(), Set.of(), "zoë"))).containsExactly(3L);
    assertThat(rows(job, query(Set.of(), Set.of(), "EXAMPLE.ORG"))).containsExactly(2L, 3L);
    assertThat(rows(job, query(Set.of(), Set.of(), "null_mx"))).isEmpty();
    assertThat(rows(job, new ResultQuery(2, Set.of(), Set.of(), null))).containsExactly(2L, 3L);
  }

  @Test
  void columnsComeInTheOrderInWhichTheyWereAskedFor() throws IOException {
    Job job = Samples.job(7, 1);
    file(row(0, "ann@example.com", Reason.NULL_MX, "Ann"));

    ColumnChoice columns =
        ColumnChoice.of(ResultForm.of(job), List.of("reason", "email", "status"));

    assertThat(text(job, ResultQuery.ALL, columns, ResultFile.CSV))
        .isEqualTo("reason,email,status\nnull_mx,ann@example.com,undeliverable\n");
  }

  @Test
  void theRenderedWholeIsTheDownload() throws IOException {
    Job job = Samples.job(7, ROWS + 3);
    seal(job, 0);
    file(Samples.row(7, ROWS + 2), Samples.row(7, ROWS));
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    results.of(job).writeTo(plain);

    String rendered = text(job, ResultQuery.ALL, ResultFile.CSV);

    assertThat(rendered).isEqualTo(plain.toString(UTF_8)).endsWith(line(ROWS) + line(ROWS + 2));
  }

  @Test
  void pagesFollowEachOtherThroughSealedAndOpenSlices() throws IOException {
    Job job = Samples.job(7, 2L * ROWS + 10);
    seal(job, 0);
    file(Samples.row(7, ROWS + 5), Samples.row(7, ROWS + 7), Samples.row(7, 2L * ROWS + 9));
    List<Long> seen = new ArrayList<>();
    AtomicReference<RowPlace> next = new AtomicReference<>(RowPlace.of(ROWS - 25));
    int pages = 0;

    while (next.get() != null) {
      RowPlace from = next.getAndSet(null);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      results.page(
          job,
          from,
          ResultQuery.ALL,
          ColumnChoice.all(ResultForm.of(job)),
          10,
          place -> {
            next.set(place);
            return "next";
          },
          out);
      JsonNode page = Json.MAPPER.readTree(out.toByteArray());
      assertThat(page.has("next_cursor")).isEqualTo(next.get() != null);
      page.get("rows").forEach(row -> seen.add(row.get("row").asLong()));
      pages++;
    }

    assertThat(seen)
        .containsExactlyElementsOf(
            LongStream.concat(
                    LongStream.range(ROWS - 25, ROWS),
                    LongStream.of(ROWS + 5, ROWS + 7, 2L * ROWS + 9))
                .boxed()
                .toList());
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void aRowInJsonHasTheUsersCellsApartAndTheVerdictByName() throws IOException {
    Job job = Samples.job(7, 1);
    Flags flags = Flags.NONE.with(Flag.ROLE, true).with(Flag.FREE, true);
    file(
        new AddressVerified(
            new JobId(7),
            0,
            new Verdict(Reason.NULL_MX, null, "=1@example.com", null, flags, null, null),
            "=1@example.com",
            1,
            List.of(FORMULA, "Town", "beyond")));

    JsonNode line = Json.MAPPER.readTree(text(job, ResultQuery.ALL, ResultFile.JSONL));

    assertThat(line)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"row": 0,
                 "cells": {"name": "=HYPERLINK(\\"http://evil.example\\",\\"x\\")",
                           "email": "=1@example.com", "city": "Town"},
                 "more": ["beyond"],
                 "status": "undeliverable", "reason": "null_mx",
                 "normalized": "=1@example.com", "flags": ["free", "role"]}
                """));
  }

  @Test
  void noCellOfOursIsRunAndTheUsersOnlyStayAsTheyWereUnlessAskedFor() throws IOException {
    Job job = Samples.job(7, 1);
    file(Samples.row(7, 0, "=1@example.com", FORMULA, "-5"));

    assertThat(text(job, ResultQuery.ALL, ResultFile.CSV))
        .contains("\"=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",=1@example.com,-5,unknown")
        .contains(",'=1@example.com,");
    assertThat(text(job, ResultQuery.ALL, ResultFile.CSV_WITHOUT_FORMULAS))
        .contains(
            "\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",'=1@example.com,-5,unknown")
        .contains(",'=1@example.com,");
  }

  @Test
  void aWorkbookHoldsNothingButTexts() throws IOException {
    Job job = Samples.job(7, 1);
    String large = "😀".repeat(500_000);
    file(Samples.row(7, 0, "=1@example.com", FORMULA, SCRIPT + "_x0041_", large));

    String sheet = sheets(job, ResultFile.XLSX).getFirst();

    assertThat(sheet)
        .contains("=HYPERLINK(&quot;http://evil.example&quot;,&quot;x&quot;)</t>")
        .contains("&lt;script&gt;")
        .contains("_x005F_x0041_")
        .doesNotContain("<f>")
        .doesNotContain("<script>")
        .doesNotContain("\u0000");
    assertThat(sheet.length()).isLessThan(400_000);
  }

  @Test
  void aWorkbookGoesOnInAnotherSheetWhenOneIsFull() throws IOException {
    Job job = Samples.job(7, 5);
    file(
        LongStream.range(0, 5)
            .mapToObj(row -> Samples.row(7, row))
            .toArray(AddressVerified[]::new));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    XlsxRows small = new XlsxRows(ColumnChoice.all(ResultForm.of(job)), false, 3, out);

    new ResultRows(directory, job)
        .visit(
            RowPlace.of(0),
            (row, _) -> {
              small.write(row);
              return true;
            });
    small.finish();

    List<String> sheets = sheets(out.toByteArray());
    assertThat(sheets).hasSize(3).allMatch(sheet -> sheet.contains("normalized"));
    assertThat(sheets.get(2)).contains("person4@").doesNotContain("person3@");
  }

  @Test
  void aLongListGoesOutAsItIsReadWhateverItsForm() throws IOException {
    Job job = Samples.job(7, ROWS);
    seal(job, 0);
    for (ResultFile file :
        List.of(ResultFile.CSV_WITHOUT_FORMULAS, ResultFile.JSONL, ResultFile.XLSX)) {
      Pulse out = new Pulse();

      results.render(job, ResultQuery.ALL, ColumnChoice.all(ResultForm.of(job)), file, out);

      assertThat(out.bytes).as("%s", file).isGreaterThan(300_000);
      assertThat(out.largest).as("%s", file).isLessThan(200_000);
      assertThat(out.writes).as("%s", file).isGreaterThan(5);
    }
  }

  @Test
  void anUnknownColumnIsNamedWithThoseThatThereAre() {
    Job job = Samples.job(7, 1);

    assertThatThrownBy(() -> ColumnChoice.of(ResultForm.of(job), List.of("town")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'town'")
        .hasMessageContaining("name, email, city, status");
  }

  /** Tells whether what is written comes bit by bit. */
  private static final class Pulse extends OutputStream {
    private long bytes;
    private int largest;
    private int writes;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] written, int offset, int length) {
      bytes += length;
      largest = Math.max(largest, length);
      writes++;
    }
  }

  private static ResultQuery query(Set<Status> statuses, Set<Reason> reasons, String search) {
    return new ResultQuery(0, statuses, reasons, search);
  }

  private static AddressVerified row(long row, String address, Reason reason, String name) {
    return new AddressVerified(
        new JobId(7), row, Verdict.of(reason), address, 1, List.of(name, "Town"));
  }

  private List<Long> rows(Job job, ResultQuery query) throws IOException {
    List<Long> rows = new ArrayList<>();
    for (String line : text(job, query, ResultFile.JSONL).lines().toList()) {
      rows.add(Json.MAPPER.readTree(line).get("row").asLong());
    }
    return rows;
  }

  private String text(Job job, ResultQuery query, ResultFile file) throws IOException {
    return text(job, query, ColumnChoice.all(ResultForm.of(job)), file);
  }

  private String text(Job job, ResultQuery query, ColumnChoice columns, ResultFile file)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    results.render(job, query, columns, file, out);
    return out.toString(UTF_8);
  }

  private List<String> sheets(Job job, ResultFile file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    results.render(job, ResultQuery.ALL, ColumnChoice.all(ResultForm.of(job)), file, out);
    return sheets(out.toByteArray());
  }

  private List<String> sheets(byte[] workbook) throws IOException {
    List<String> sheets = new ArrayList<>();
    Path file = Files.write(root.resolve("workbook.xlsx"), workbook);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (entry.getName().startsWith("xl/worksheets/sheet")) {
          try (InputStream sheet = zip.getInputStream(entry)) {
            sheets.add(new String(sheet.readAllBytes(), UTF_8));
          }
        }
      }
    }
    return sheets;
  }

  private void seal(Job job, int slice) throws IOException {
    SliceId id = new SliceId(job.id(), slice);
    SealedFile.write(
        directory,
        Disk.ofSystem(),
        id,
        out -> {
          for (long row = id.firstRow(); row < id.firstRow() + id.rowsIn(job.rows()); row++) {
            out.write(line(row).getBytes(UTF_8));
          }
        });
  }

  private void file(AddressVerified... rows) throws IOException {
    try (OpenFiles files = new OpenFiles(directory, Disk.ofSystem(), 8)) {
      Map<SliceId, OpenSlice> slices = new HashMap<>();
      for (AddressVerified row : rows) {
        OpenSlice slice = slices.get(row.slice());
        if (slice == null) {
          slice = OpenSlice.load(directory, files, row.slice());
          slices.put(row.slice(), slice);
        }
        slice.append(row.row(), row.verdict().reason(), false, Samples.bytes(row));
      }
      files.write();
    }
  }
}
