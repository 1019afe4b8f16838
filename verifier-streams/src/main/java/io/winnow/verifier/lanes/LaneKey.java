package io.winnow.verifier.lanes;

/**
 * Names a lane: {@code google#2}, or {@code example.com} for what is nobody known.
 *
 * @param operator as in the table, or the registrable domain of the mail host
 * @param number 0 or more; of an operator with one lane always 0, and not written
 */
public record LaneKey(String operator, int number) {
  private static final char MARK = '#';

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException when the number is none
   */
  public static LaneKey parse(String lane) {
    int mark = lane.lastIndexOf(MARK);
    return mark < 0
        ? new LaneKey(lane, 0)
        : new LaneKey(lane.substring(0, mark), Integer.parseUnsignedInt(lane.substring(mark + 1)));
  }

  @Override
  public String toString() {
    return number == 0 ? operator : operator + MARK + number;
  }
}
