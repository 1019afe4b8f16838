package io.winnow.sink.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.ListLayout;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceCounts;
import io.winnow.sink.slices.RowCounts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the rows of a sealed file, of which nothing is known any more but its bytes. Reads what
 * {@link CsvLines} writes, and no other CSV.
 */
public final class SealedCounts {
  private static final Logger LOG = LoggerFactory.getLogger(SealedCounts.class);
  private static final int BUFFER_BYTES = 128 * 1024;
  private static final int LONGEST_REASON = 64;

  /** Longer ones are domains, of which only so much need be known. */
  private static final int LONGEST_OPERATOR = 255;

  private final RowCounts counts = new RowCounts();
  private final int reasonColumn;
  private final int operatorColumn;

  /** Behind the last one where duplicates are not marked. */
  private final int duplicateColumn;

  private final byte[] delimiter;
  private final byte[] reason = new byte[LONGEST_REASON];
  private int reasonLength;
  private final byte[] operator = new byte[LONGEST_OPERATOR];
  private int operatorLength;
  private int column;
  private boolean quoted;
  private boolean duplicate;

  /** Bytes of a delimiter beyond ASCII that are still to come. */
  private int toSkip;

  private SealedCounts(ResultForm form) {
    ListLayout layout = form.layout();
    reasonColumn = layout.columns().size() + ResultColumns.OF_VERDICT.indexOf("reason");
    operatorColumn = layout.columns().size() + ResultColumns.OF_VERDICT.indexOf("mail_operator");
    duplicateColumn =
        form.duplicates()
            ? layout.columns().size() + ResultColumns.OF_VERDICT.size()
            : Integer.MAX_VALUE;
    delimiter = layout.delimiter().substring(0, 1).getBytes(UTF_8);
  }

  /**
   * The counts of a sealed file; empty when it is not what was sealed, but damaged.
   *
   * @throws IOException when it cannot be read
   */
  public static Optional<SliceCounts> of(Path sealed, ResultForm form) throws IOException {
    SealedCounts counting = new SealedCounts(form);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream file = Files.newInputStream(sealed)) {
      for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
        counting.take(buffer, read);
      }
      if (counting.column != 0 || counting.quoted) {
        throw new IllegalArgumentException("the last line is cut off");
      }
      return Optional.of(counting.counts.soFar());
    } catch (IllegalArgumentException e) {
      LOG.error("{} is damaged, its rows cannot be counted: {}", sealed, e.getMessage());
      return Optional.empty();
    }
  }

  /** A quote within a quoted cell is written twice: for a moment it is not quoted, then again. */
  private void take(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (toSkip > 0) {
        toSkip--;
      } else if (b == '"') {
        quoted = !quoted;
      } else if (quoted) {
        // none of the verdict's columns up to the reason is ever quoted
      } else if (b == delimiter[0]) {
        column++;
        toSkip = delimiter.length - 1;
      } else if (b == '\n') {
        endLine();
      } else if (column == reasonColumn) {
        reason[reasonLength] = b;
        reasonLength = Math.min(reasonLength + 1, LONGEST_REASON - 1);
      } else if (column == operatorColumn) {
        operator[operatorLength] = b;
        operatorLength = Math.min(operatorLength + 1, LONGEST_OPERATOR - 1);
      } else if (column == duplicateColumn) {
        duplicate = true;
      }
    }
  }

  private void endLine() {
    counts.add(
        Reason.parse(new String(reason, 0, reasonLength, UTF_8)),
        duplicate,
        new String(operator, 0, operatorLength, UTF_8));
    reasonLength = 0;
    operatorLength = 0;
    duplicate = false;
    column = 0;
  }
}
