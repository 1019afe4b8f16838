package io.winnow.gateway.dialect.insideview;

import io.winnow.kit.dialect.insideview.ContactIds;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a list of contacts' ids as it comes: one a line or separated by commas, blanks around them
 * and empty lines ignored. It reads no further than to the first fault, and holds no more than the
 * ids.
 */
final class IdList {
  /** Most ids of a job. */
  static final int MOST_IDS = 10_000;

  /** What may stand between the ids, in all. */
  private static final int MOST_SEPARATORS = 1 << 20;

  private static final int BYTE_ORDER_MARK = 0xEF;
  private static final int END = -1;

  private final InputStream in;
  private final List<String> ids = new ArrayList<>();
  private final StringBuilder id = new StringBuilder(ContactIds.LENGTH);
  private long line = 1;
  private int separators;

  /** Whether a blank stands behind the id that is being read. */
  private boolean ended;

  private IdList(InputStream in) {
    this.in = in;
  }

  /**
   * Reads all ids, in order. Does not close the stream.
   *
   * @return at least one, at most {@value #MOST_IDS}, each well-formed
   * @throws ListFault when it is no such list
   * @throws IOException when the client breaks off
   */
  static List<String> read(InputStream body) throws ListFault, IOException {
    BufferedInputStream in = new BufferedInputStream(body, 16 << 10);
    skipByteOrderMark(in);
    return new IdList(in).read();
  }

  private static void skipByteOrderMark(InputStream in) throws IOException {
    in.mark(3);
    if (in.read() != BYTE_ORDER_MARK) {
      in.reset();
      return;
    }
    if (in.read() != 0xBB || in.read() != 0xBF) {
      in.reset();
    }
  }

  private List<String> read() throws ListFault, IOException {
    for (int c = in.read(); c != END; c = in.read()) {
      switch (c) {
        case ',' -> endId();
        case '\n' -> {
          endId();
          line++;
        }
        case ' ', '\t', '\r' -> blank();
        default -> letter(c);
      }
    }
    endId();
    if (ids.isEmpty()) {
      throw ListFault.noIds();
    }
    return ids;
  }

  private void letter(int c) throws ListFault {
    if (ended || !ContactIds.isLetter(c) || id.length() == ContactIds.LENGTH) {
      throw ListFault.notAnId(line);
    }
    if (id.isEmpty() && ids.size() == MOST_IDS) {
      throw ListFault.tooMany(MOST_IDS);
    }
    id.append((char) c);
  }

  private void blank() throws ListFault {
    ended = !id.isEmpty();
    separator();
  }

  private void endId() throws ListFault {
    separator();
    ended = false;
    if (id.isEmpty()) {
      return;
    }
    if (id.length() != ContactIds.LENGTH) {
      throw ListFault.notAnId(line);
    }
    ids.add(id.toString());
    id.setLength(0);
  }

  private void separator() throws ListFault {
    if (++separators > MOST_SEPARATORS) {
      throw ListFault.tooLong(line);
    }
  }
}
