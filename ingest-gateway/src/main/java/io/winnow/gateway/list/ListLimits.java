package io.winnow.gateway.list;

/**
 * How large a list may be. A list at a limit is good.
 *
 * @param bytes of the file, packed and unpacked
 * @param rows without header and blank lines
 * @param rowBytes of one row as it travels: its cells as JSON in UTF-8, three more for each cell
 * @param columns of the list
 * @param unpackRatio bytes that come of one packed byte, on the average of what is large
 */
public record ListLimits(long bytes, long rows, int rowBytes, int columns, int unpackRatio) {
  /** The usual ratio: lists are packed to a tenth, and to a hundredth when they repeat a lot. */
  public static final int USUAL_UNPACK_RATIO = 250;

  /** Limits with the usual ratio. */
  public ListLimits(long bytes, long rows, int rowBytes, int columns) {
    this(bytes, rows, rowBytes, columns, USUAL_UNPACK_RATIO);
  }
}
