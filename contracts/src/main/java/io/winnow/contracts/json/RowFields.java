package io.winnow.contracts.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of the JSON fields of a row's records. */
final class RowFields {
  private RowFields() {}

  static final String VERSION = "v";
  static final String JOB = "job";
  static final String ROW = "row";
  static final String STATUS = "status";
  static final String REASON = "reason";
  static final String DETAIL = "detail";
  static final String NORMALIZED = "normalized";
  static final String MAIL_HOST = "mail_host";
  static final String ADDRESS = "address";
  static final String LEVEL = "level";
  static final String COLUMN = "column";
  static final String DID_YOU_MEAN = "did_you_mean";
  static final String FLAGS = "flags";
  static final String SMTP = "smtp";
  static final String DEADLINE = "deadline";
  static final String TRANSCRIPT = "transcript";
  static final String CELLS = "cells";
  static final String DUPLICATES = "duplicates";
  static final String DUPLICATE_OF = "duplicate_of";
  static final String OPERATOR = "operator";
  static final String MAIL_HOSTS = "mail_hosts";
  static final String IMPLICIT_MX = "implicit_mx";
  static final String SUBMITTED = "submitted";

  /** By hash, the next free place when it is taken: so that reading a name makes no object. */
  private static final @Nullable String[] KNOWN = new String[64];

  static {
    List.of(
            VERSION,
            JOB,
            ROW,
            STATUS,
            REASON,
            DETAIL,
            NORMALIZED,
            MAIL_HOST,
            ADDRESS,
            LEVEL,
            COLUMN,
            CELLS,
            DID_YOU_MEAN,
            FLAGS,
            SMTP,
            DEADLINE,
            TRANSCRIPT,
            DUPLICATES,
            DUPLICATE_OF,
            OPERATOR,
            MAIL_HOSTS,
            IMPLICIT_MX,
            SUBMITTED)
        .forEach(
            name -> {
              int place = name.hashCode() & (KNOWN.length - 1);
              while (KNOWN[place] != null) {
                place = (place + 1) & (KNOWN.length - 1);
              }
              KNOWN[place] = name;
            });
  }

  /**
   * The name that stands in these bytes of ASCII.
   *
   * @param hash of that name as {@link String#hashCode()} has it
   */
  static String named(byte[] bytes, int from, int to, int hash) {
    int place = hash & (KNOWN.length - 1);
    for (String known = KNOWN[place]; known != null; known = KNOWN[place]) {
      if (is(known, bytes, from, to)) {
        return known;
      }
      place = (place + 1) & (KNOWN.length - 1);
    }
    return new String(bytes, from, to - from, US_ASCII);
  }

  private static boolean is(String name, byte[] bytes, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (name.charAt(i - from) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
