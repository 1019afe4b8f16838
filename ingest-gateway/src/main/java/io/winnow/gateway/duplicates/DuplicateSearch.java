package io.winnow.gateway.duplicates;

import io.winnow.contracts.Dedupe;
import io.winnow.gateway.list.CheckedList;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRow;
import io.winnow.gateway.list.ListRows;
import io.winnow.kit.mailbox.MailboxKeys;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads a good list once more, finds the rows that are duplicates of earlier ones, and keeps those
 * beside the list, for {@link RidingRows}. In memory are the first row of each key ({@link
 * FirstRows}) and then, when that is gone, 8 bytes for each duplicate, twice while they are sorted.
 */
public final class DuplicateSearch {
  /** A row that is larger stands for itself: there may be no room beside it in a record. */
  private static final int MOST_OWN_BYTES = 64 << 10;

  private static final int BUFFER_BYTES = 64 << 10;

  private final ListLimits limits;
  private final MailboxKeys keys;
  private final int mostOwnBytes;

  public DuplicateSearch(ListLimits limits, Dedupe dedupe) {
    this.limits = limits;
    this.keys = MailboxKeys.of(dedupe);
    this.mostOwnBytes = Math.min(MOST_OWN_BYTES, limits.rowBytes() / 4);
  }

  /**
   * Leaves {@link DuplicateFiles} where the list is; none when there are no duplicates.
   *
   * @param list its file, in the directory of the others
   * @param files makes files there
   * @throws IOException when the disk fails
   */
  public void run(Path list, CheckedList checked, DuplicateFiles.Directory files)
      throws IOException {
    Path directory = list.resolveSibling(DuplicateFiles.ROWS);
    long found = find(list, checked, files);
    if (found == 0) {
      for (String name : DuplicateFiles.NAMES) {
        Files.deleteIfExists(list.resolveSibling(name));
      }
    } else {
      new Leaders(limits.rowBytes()).appoint(directory, Math.toIntExact(found), files);
    }
  }

  private long find(Path list, CheckedList checked, DuplicateFiles.Directory files)
      throws IOException {
    FirstRows firstRows = new FirstRows(ThreadLocalRandom.current().nextLong());
    long found = 0;
    int row = 0;
    try (ListRows rows = ListRows.open(list, checked, limits, 0);
        CopiedCells copies = new CopiedCells(files.create(DuplicateFiles.CELLS));
        DataOutputStream index =
            new DataOutputStream(
                new BufferedOutputStream(files.create(DuplicateFiles.ROWS), BUFFER_BYTES))) {
      for (ListRow next = rows.next(); next != null; next = rows.next()) {
        int first = first(firstRows, next, row);
        if (first != FirstRows.NONE) {
          index.writeInt(row);
          index.writeInt(first);
          index.writeInt(first);
          index.writeInt(CopiedCells.jsonBytes(next));
          index.writeLong(copies.append(next));
          found++;
        }
        row++;
      }
    }
    return found;
  }

  private int first(FirstRows firstRows, ListRow row, int number) {
    String key = keys.key(row.address());
    return key.isEmpty() || CopiedCells.jsonBytes(row) > mostOwnBytes
        ? FirstRows.NONE
        : firstRows.putIfAbsent(key, number);
  }
}
