package io.winnow.verifier.screen;

/**
 * Where a local part's parts are, in UTF-16 units; its quotes, if it has some, do not count.
 *
 * @param start of the name
 * @param nameEnd behind the name, where the tag's {@code +} is if there is one
 * @param end behind name and tag
 */
record LocalPart(int start, int nameEnd, int end) {

  /** Of a sound local part. A {@code +} at its beginning or end makes no tag. */
  static LocalPart of(String localPart) {
    boolean quoted = localPart.charAt(0) == '"';
    int start = quoted ? 1 : 0;
    int end = quoted ? localPart.length() - 1 : localPart.length();
    int plus = localPart.indexOf('+', start + 1);
    return new LocalPart(start, plus < 0 || plus >= end ? end : plus, end);
  }

  /** Where the tag begins; negative when there is none. */
  int tagStart() {
    return nameEnd + 1 < end ? nameEnd + 1 : -1;
  }
}
