package io.winnow.sink.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Flags;
import io.winnow.contracts.JobId;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.SmtpStage;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.json.RowTally;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.OpenFiles;
import io.winnow.sink.slices.OpenSlice;
import io.winnow.sink.slices.RowCounts;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import io.winnow.sink.slices.SliceRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedCountsTest {
  private static final SliceId SLICE = new SliceId(new JobId(7), 0);
  private static final List<Reason> REASONS = List.of(Reason.values());
  private static final List<String> HOSTILE =
      List.of("", " ", "\"", ",", ";", "\t", "\n", "\r\n", "a", "\u00e4", "\u00a6", "null_mx");

  private static final List<String> OPERATORS =
      List.of("google", "microsoft-365", "mail.example", "b\u00fccher.example");

  private static final RowTally.FromAddressVerified TALLIES = new RowTally.FromAddressVerified();

  @TempDir Path root;

  /** What was counted as the rows came. */
  private SliceCounts filedCounts = new SliceCounts(Map.of());

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|", "\u00a6"})
  void whatIsInASealedFileIsWhatWasWrittenThere(String delimiter) throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      ListLayout layout =
          new ListLayout(List.of(cell(random), "email", cell(random)), 1, delimiter, true);
      ResultForm form = new ResultForm(layout, seed % 2 == 0);
      Map<Reason, Integer> duplicates = new EnumMap<>(Reason.class);
      Map<Reason, Integer> byReason = new EnumMap<>(Reason.class);
      Map<String, Integer> byOperator = new HashMap<>();
      List<AddressVerified> rows = new ArrayList<>();
      for (int row = 0; row < 100; row++) {
        Reason reason = REASONS.get(random.nextInt(REASONS.size()));
        byReason.merge(reason, 1, Integer::sum);
        boolean duplicate = form.duplicates() && row > 0 && random.nextInt(3) == 0;
        if (duplicate) {
          duplicates.merge(reason, 1, Integer::sum);
        }
        SmtpEvidence smtp = random.nextBoolean() ? null : smtp(random);
        if (smtp != null) {
          byOperator.merge(SliceCounts.operator(smtp.operator()), 1, Integer::sum);
        }
        rows.add(
            new AddressVerified(
                SLICE.job(),
                row,
                new Verdict(reason, cell(random), null, null, Flags.NONE, null, smtp),
                cell(random),
                1,
                random.ints(random.nextInt(5), 0, 9).mapToObj(_ -> cell(random)).toList(),
                duplicate ? (long) random.nextInt(row) : null));
      }

      Path sealed = seal(rows, form, root.resolve(delimiter.codePointAt(0) + "." + seed));

      assertThat(SealedCounts.of(sealed, form))
          .as("seed %d", seed)
          .hasValue(new SliceCounts(byReason, duplicates, byOperator))
          .hasValue(filedCounts);
      assertThat(byOperator.keySet())
          .containsExactlyInAnyOrder("google", "microsoft-365", "others");
    }
  }

  private static SmtpEvidence smtp(Random random) {
    return new SmtpEvidence(
        OPERATORS.get(random.nextInt(OPERATORS.size())),
        SmtpStage.RCPT,
        550,
        null,
        cell(random),
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        SmtpEvidence.Source.LIVE,
        null);
  }

  private static String cell(Random random) {
    StringBuilder cell = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      cell.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
    }
    return cell.toString();
  }

  private Path seal(List<AddressVerified> rows, ResultForm form, Path folder) throws IOException {
    SliceDirectory directory = new SliceDirectory(folder, new SinkId("a"));
    try (OpenFiles files = new OpenFiles(directory, Disk.ofSystem(), 1)) {
      OpenSlice slice = OpenSlice.load(directory, files, SLICE);
      for (AddressVerified row : rows) {
        byte[] value = Samples.bytes(row);
        slice.append(TALLIES.deserialize("t", value), value);
      }
      files.write();
      filedCounts = slice.counts();
    }
    Path sealed = folder.resolve("sealed.csv");
    try (SliceRows filed = SliceRows.read(directory, SLICE);
        OutputStream out = Files.newOutputStream(sealed)) {
      ResultLines.rows(filed, rows.size(), form, new RowCounts(), out);
    }
    return sealed;
  }

  @Test
  void aFileWithoutRowsHasNone() throws IOException {
    Path sealed = Files.createFile(root.resolve("empty.csv"));

    assertThat(SealedCounts.of(sealed, new ResultForm(Samples.LAYOUT, false)))
        .hasValue(new SliceCounts(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,c,unknown,smtp_not_checked,,,,,,,",
        "a,b,c,unknown,no_such_reason,,,,,,,\n",
        "a,b,c\n",
        "\"a,b,c,unknown,smtp_not_checked,,,,,,,\n",
      })
  void aDamagedFileIsNotCounted(String text) throws IOException {
    Path sealed = Files.write(root.resolve("damaged.csv"), text.getBytes(UTF_8));

    assertThat(SealedCounts.of(sealed, new ResultForm(Samples.LAYOUT, false))).isEmpty();
  }
}
