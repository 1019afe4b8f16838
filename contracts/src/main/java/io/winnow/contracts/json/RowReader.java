package io.winnow.contracts.json;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one row's JSON object, one after the other. After each name comes exactly one call
 * for its value. Values throw an IllegalArgumentException when they are of another type.
 */
abstract sealed class RowReader permits PlainReader, AnyReader {

  /** The next field's name; null at the object's end. */
  abstract @Nullable String nextField() throws IOException;

  /** Leaves out the value, whatever it is. */
  abstract void skip() throws IOException;

  abstract long longNumber(String field) throws IOException;

  abstract String text(String field) throws IOException;

  /** An optional text, which may be null as well as absent. */
  abstract @Nullable String textOrNull(String field) throws IOException;

  abstract List<String> texts(String field) throws IOException;

  /** Goes into an object, whose fields come next, up to its end. */
  abstract void beginObject(String field) throws IOException;

  /**
   * Goes into the next object of an array, whose fields come next, up to its end; then it is called
   * again, until there is none.
   *
   * @param first whether the array begins
   * @return false behind the array's end
   */
  abstract boolean nextElement(String field, boolean first) throws IOException;

  abstract boolean isTrue(String field) throws IOException;

  /** An optional object as JSON text, which may be null as well as absent. */
  abstract @Nullable String objectOrNull(String field) throws IOException;

  /** To be called behind the object's end: nothing may follow. */
  abstract void end() throws IOException;

  final int number(String field) throws IOException {
    long number = longNumber(field);
    if (number != (int) number) {
      throw new IllegalArgumentException("field '" + field + "' is too great");
    }
    return (int) number;
  }
}
