package io.winnow.contracts.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.winnow.contracts.Flags;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.Verdict;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The parts of a verdict that are objects themselves. */
final class VerdictJson {
  private VerdictJson() {}

  private static final int MAX_COMBINATIONS = 4_096;
  private static final int MAX_TEXT = 512;

  /** Few combinations occur, each in very many rows: each is put into JSON once. */
  private static final ConcurrentMap<Integer, byte[]> WRITTEN = new ConcurrentHashMap<>();

  /** The same the other way. */
  private static final ConcurrentMap<String, Flags> READ = new ConcurrentHashMap<>();

  /** Without a mail server's evidence nothing is said of the flags that only one knows. */
  static void writeFlags(RowWriter json, Verdict verdict) {
    Flags flags =
        verdict.smtp() == null ? verdict.flags().asWrittenWithoutMailServer() : verdict.flags();
    byte[] known = WRITTEN.get(flags.combination());
    if (known == null) {
      known = bytes(flags);
      if (WRITTEN.size() < MAX_COMBINATIONS) {
        WRITTEN.put(flags.combination(), known);
      }
    }
    json.raw(RowFields.FLAGS, known);
  }

  static Flags readFlags(RowReader json) throws IOException {
    String text = json.objectOrNull(RowFields.FLAGS);
    if (text == null) {
      throw new IllegalArgumentException("field '" + RowFields.FLAGS + "' is not an object");
    }
    Flags known = READ.get(text);
    if (known == null) {
      known = read(json, text, Flags.class);
      if (READ.size() < MAX_COMBINATIONS && text.length() <= MAX_TEXT) {
        READ.put(text, known);
      }
    }
    return known;
  }

  static void writeSmtp(RowWriter json, SmtpEvidence smtp) {
    json.raw(RowFields.SMTP, bytes(smtp));
  }

  static @Nullable SmtpEvidence readSmtp(RowReader json) throws IOException {
    String text = json.objectOrNull(RowFields.SMTP);
    return text == null ? null : read(json, text, SmtpEvidence.class);
  }

  private static <T> T read(RowReader json, String text, Class<T> type) throws IOException {
    try {
      return Json.MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      if (json instanceof PlainReader) {
        // it takes much for an object; the other reader tells what is wrong
        throw new NotPlain();
      }
      throw e;
    }
  }

  private static byte[] bytes(Object value) {
    try {
      return Json.MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new SerializationException("cannot write " + value, e);
    }
  }
}
