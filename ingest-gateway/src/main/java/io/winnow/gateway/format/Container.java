package io.winnow.gateway.format;

import java.util.Locale;

/** What a list may come in. */
enum Container {
  NONE,
  GZIP,
  ZIP;

  /** By the first bytes. */
  static Container of(byte[] head) {
    if (head.length >= 2 && head[0] == 0x1F && (head[1] & 0xFF) == 0x8B) {
      return GZIP;
    }
    boolean zip =
        head.length >= 4
            && head[0] == 'P'
            && head[1] == 'K'
            && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
    return zip ? ZIP : NONE;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
