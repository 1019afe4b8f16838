package io.winnow.contracts.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.FixedTexts;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Texts as they stand in a row's JSON: most rows are only handed on, and then copied as they are.
 * Immutable.
 */
public final class JsonTexts extends FixedTexts {

  /** Takes a text's bytes. */
  @FunctionalInterface
  public interface Utf8 {
    /** The bytes are read only, and only now. */
    void accept(byte[] bytes, int from, int to);
  }

  private final byte[] json;
  private final int from;
  private final int to;
  private final int size;
  private final boolean escaped;

  /** Where each text begins, behind its quote, and at last where one more would. */
  private volatile int @Nullable [] starts;

  /**
   * @param json not to be changed any more
   * @param from where the array's bracket is
   * @param to behind its other one
   * @param size at least 1
   * @param escaped whether there is an escape in any of the texts
   */
  JsonTexts(byte[] json, int from, int to, int size, boolean escaped) {
    this.json = json;
    this.from = from;
    this.to = to;
    this.size = size;
    this.escaped = escaped;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String get(int index) {
    int[] known = starts();
    Objects.checkIndex(index, size);
    return PlainText.decode(json, known[index], known[index + 1] - 3, escaped, true);
  }

  /** Hands over a text in UTF-8, as a rule without making an object. */
  public void read(int index, Utf8 reader) {
    if (escaped) {
      byte[] bytes = get(index).getBytes(UTF_8);
      reader.accept(bytes, 0, bytes.length);
    } else {
      int[] known = starts();
      Objects.checkIndex(index, size);
      reader.accept(json, known[index], known[index + 1] - 3);
    }
  }

  int jsonLength() {
    return to - from;
  }

  void copyJson(byte[] target, int at) {
    System.arraycopy(json, from, target, at, to - from);
  }

  private int[] starts() {
    int[] known = starts;
    if (known == null) {
      known = new int[size + 1];
      int at = from + 2;
      for (int i = 0; i < size; i++) {
        known[i] = at;
        while (json[at] != '"') {
          at += json[at] == '\\' ? 2 : 1;
        }
        at += 3;
      }
      known[size] = at;
      starts = known;
    }
    return known;
  }
}
