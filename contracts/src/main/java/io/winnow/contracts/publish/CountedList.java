package io.winnow.contracts.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.winnow.contracts.Idempotency;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Submission;
import io.winnow.contracts.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A list that was read once, to the end.
 *
 * @param rows how many it has, at least 1
 * @param chargeable how many of them hold an address
 * @param digest of all that is asked and sent, lower-case hex
 */
record CountedList(ListToPublish list, long rows, long chargeable, String digest) {

  /**
   * @throws NotPublished when the list is not good
   */
  static CountedList of(ListToPublish list) {
    MessageDigest digest = sha256();
    digest(digest, asked(list));
    int columns = list.layout().columns().size();
    long rows = 0;
    long chargeable = 0;
    try (Stream<List<String>> all = list.rows().open()) {
      for (Iterator<List<String>> each = all.iterator(); each.hasNext(); rows++) {
        List<String> cells = each.next();
        requireCells(cells, columns, rows);
        cells.forEach(cell -> digest(digest, cell));
        if (!cells.get(list.layout().addressColumn()).isBlank()) {
          chargeable++;
        }
      }
    }
    if (rows == 0) {
      throw new NotPublished(NotPublished.EMPTY_LIST, "the list has no rows", null);
    }
    return new CountedList(list, rows, chargeable, HexFormat.of().formatHex(digest.digest()));
  }

  static void requireCells(List<String> cells, int columns, long row) {
    if (cells.size() != columns) {
      throw new NotPublished(
          NotPublished.WRONG_CELLS,
          "row %d has %d cells where the list has %d columns; give each row a cell for each"
              .formatted(row, cells.size(), columns),
          null);
    }
  }

  private static String asked(ListToPublish list) {
    try {
      return Json.MAPPER.writeValueAsString(
          List.of(list.name(), list.level(), list.layout(), list.options(), list.jobOptions()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("what is asked cannot be written as JSON", e);
    }
  }

  /** With its length before it, so that no two lists are the same text. */
  private static void digest(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** As it is submitted under an id. */
  Submission submission(JobId job, Instant now) {
    return new Submission(
        Submission.VERSION,
        job,
        UUID.randomUUID().toString(),
        list.account(),
        list.name(),
        list.level(),
        list.layout(),
        rows,
        now,
        chargeable,
        list.options(),
        list.jobOptions(),
        new Idempotency(list.idempotencyKey(), digest));
  }
}
