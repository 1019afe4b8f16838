package io.winnow.sink.slices;

import java.util.regex.Pattern;

/**
 * Names one sink process among those that share a directory. Part of file names.
 *
 * @param value 1 to 64 letters, digits, - and _
 */
public record SinkId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Who makes results again, and shares the directory with nobody. */
  public static final SinkId REBUILD = new SinkId("rebuild");

  /**
   * @throws IllegalArgumentException when the value is of another form
   */
  public SinkId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "sink id '" + value + "' is not 1 to 64 letters, digits, - and _");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
