package io.winnow.lab.world;

import java.util.List;

/** The hosting companies whose mail exchangers most domains share. */
final class Operators {
  private static final List<String> NAMES =
      List.of(
          "mailharbor",
          "postwerk",
          "nordpost",
          "letterbox",
          "cloudpostal",
          "briefkasten",
          "swiftrelay",
          "inboxed",
          "mailhaus",
          "alpenmail",
          "rheinhost",
          "hansemail",
          "parcelnet",
          "quillhost",
          "ravenpost",
          "stampede-mail",
          "telepost",
          "umbrella-mx",
          "vaultmail",
          "wirepost",
          "xpressmx",
          "yellowbox",
          "zephyrmail",
          "bluefin-hosting",
          "courierhub",
          "dovecote",
          "evermail",
          "fjordhost",
          "greenwire",
          "homingpost",
          "ironmx",
          "junipermail",
          "kestrelhost",
          "lakesidemail",
          "mistralpost",
          "novamx",
          "oakmail",
          "pigeonry",
          "quaysidehost",
          "redwaxmail");

  private Operators() {}

  static String of(String domain) {
    return at(Hash.below(NAMES.size(), domain));
  }

  /** Another operator than {@link #of}. */
  static String secondOf(String domain) {
    int first = Hash.below(NAMES.size(), domain);
    int step = 1 + Hash.below(NAMES.size() - 1, "second/" + domain);
    return at((first + step) % NAMES.size());
  }

  static String primaryHost(String operator) {
    return "mx1." + operator;
  }

  static String secondaryHost(String operator) {
    return "mx2." + operator;
  }

  static List<String> domains() {
    return NAMES.stream().map(name -> name + ".example").toList();
  }

  private static String at(int index) {
    return NAMES.get(index) + ".example";
  }
}
