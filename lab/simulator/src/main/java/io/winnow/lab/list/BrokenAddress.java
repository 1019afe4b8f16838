package io.winnow.lab.list;

/** Addresses that break the grammar of RFC 5321 beyond doubt. */
final class BrokenAddress {
  private static final int TOO_LONG = 65;

  private BrokenAddress() {}

  static String draw(Draws draws, String local, String domain) {
    return switch (draws.below(12)) {
      case 0 -> local + "." + domain;
      case 1 -> local + "@@" + domain;
      case 2 -> local + "@" + local + "@" + domain;
      case 3 -> local.replaceFirst("\\.", " ") + " x@" + domain;
      case 4 -> local + "..x@" + domain;
      case 5 -> "." + local + "@" + domain;
      case 6 -> local + ".@" + domain;
      case 7 -> local + "@firma";
      case 8 -> local + "x".repeat(TOO_LONG - Math.min(TOO_LONG, local.length())) + "@" + domain;
      case 9 -> local + "@" + domain.replaceFirst("\\.", "..");
      case 10 -> local + "@" + domain + ">";
      default -> "@" + domain;
    };
  }
}
