package io.winnow.lab.list;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.winnow.lab.world.Truth;
import io.winnow.lab.world.TruthLevel;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes lists of invented people with the columns {@code id,name,email,company}, and beside each
 * the right verdicts in the {@link World} with the columns {@code id,email,status,reason}. Both are
 * CSV (RFC 4180) in UTF-8. The same arguments give the same bytes. Rows are made one by one, so a
 * list of any length needs no memory.
 */
public final class ListGenerator {
  private ListGenerator() {}

  /**
   * As {@link #write(long, long, Path, TruthLevel)}, with the verdicts of who asks the DNS and no
   * mail server.
   *
   * @param rows 0 or more, without the header
   * @param seed any number; another one gives another list
   * @param list the file to write, in a folder that exists; replaced if it is there
   * @return the file of verdicts, {@code LIST_truth.csv} beside {@code LIST.csv}
   * @throws IOException when a file cannot be written; then neither is left behind
   */
  public static Path write(long rows, long seed, Path list) throws IOException {
    return write(rows, seed, list, TruthLevel.DNS);
  }

  /**
   * A customer list as they come: more than half at the big providers, the rest at domains of all
   * kinds; disposable and misspelt domains, role accounts, names that their provider cannot have,
   * and broken, empty and repeated addresses among them. The rows are the same at each level.
   *
   * @param rows 0 or more, without the header
   * @param seed any number; another one gives another list
   * @param list the file to write, in a folder that exists; replaced if it is there
   * @param level how much a verifier may ask for the verdicts
   * @return the file of verdicts, {@code LIST_truth.csv} beside {@code LIST.csv}
   * @throws IOException when a file cannot be written; then neither is left behind
   */
  public static Path write(long rows, long seed, Path list, TruthLevel level) throws IOException {
    requireRows(rows);
    return write(rows, new MixedRows(World.standard(), rows, seed, level), list);
  }

  /**
   * Valid addresses alone, spread evenly over domains of the kind mx at the shared operators: each
   * occurs {@code rows / domains} times, or once more, in shuffled order.
   *
   * @param rows 0 or more, without the header
   * @param domains how many there are, 1 or more
   * @param seed any number; another one gives another order
   * @param list the file to write, in a folder that exists; replaced if it is there
   * @return the file of verdicts, {@code LIST_truth.csv} beside {@code LIST.csv}
   * @throws IOException when a file cannot be written; then neither is left behind
   */
  public static Path writeUniform(long rows, long domains, long seed, Path list)
      throws IOException {
    requireRows(rows);
    if (domains < 1) {
      throw new IllegalArgumentException("a list needs at least 1 domain, not " + domains);
    }
    return write(rows, new UniformRows(rows, domains, seed), list);
  }

  private static Path write(long rows, RowSource source, Path list) throws IOException {
    Path truth = truthOf(list);
    try (PendingFile listFile = new PendingFile(list);
        PendingFile truthFile = new PendingFile(truth)) {
      try {
        writeRows(rows, source, listFile, truthFile);
      } catch (UncheckedIOException failed) {
        throw new IOException("could not write " + list + " or " + truth, failed.getCause());
      }
      truthFile.publish();
      try {
        listFile.publish();
      } catch (IOException failed) {
        Files.deleteIfExists(truth);
        throw failed;
      }
    }
    return truth;
  }

  private static void writeRows(
      long rows, RowSource source, PendingFile listFile, PendingFile truthFile) throws IOException {
    try (CsvWriter list = csv(listFile);
        CsvWriter truth = csv(truthFile)) {
      list.writeRecord("id", "name", "email", "company");
      truth.writeRecord("id", "email", "status", "reason");
      for (long number = 0; number < rows; number++) {
        ListedRow row = source.row(number);
        Truth verdict = row.truth();
        String id = Long.toString(number + 1);
        list.writeRecord(id, row.name(), row.email(), row.company());
        truth.writeRecord(id, row.email(), verdict.status(), verdict.reason());
      }
    }
  }

  private static CsvWriter csv(PendingFile file) {
    return CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(file.out());
  }

  private static Path truthOf(Path list) {
    Path name = list.getFileName();
    if (name == null) {
      throw new IllegalArgumentException("a list needs a file name, not " + list);
    }
    return list.resolveSibling(name.toString().replaceFirst("(?i)\\.csv$", "") + "_truth.csv");
  }

  private static void requireRows(long rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("a list has 0 rows or more, not " + rows);
    }
  }
}
