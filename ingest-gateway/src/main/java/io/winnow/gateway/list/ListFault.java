package io.winnow.gateway.list;

import java.util.Locale;

/** What can be wrong with an upload. Each has a stable code and a status of HTTP. */
public enum ListFault {
  /** No rows, perhaps a header. */
  EMPTY_LIST(422),
  /** No column holds addresses. */
  NO_ADDRESS_COLUMN(422),
  /** The column that the user named is none of the list's. */
  UNKNOWN_COLUMN(400),
  /** A spreadsheet, an archive, an image: no text. */
  NOT_TEXT(415),
  /** JSON that breaks off or is none. */
  MALFORMED_JSON(422),
  /** JSON that is no list of strings or flat objects. */
  UNEXPECTED_JSON(422),
  /** A workbook whose parts are missing or damaged. */
  BROKEN_SPREADSHEET(422),
  /** The sheet that the user named is none of the workbook's. */
  UNKNOWN_SHEET(400),
  /** A ZIP or GZIP archive that breaks off, is damaged, or is followed by something else. */
  BROKEN_ARCHIVE(422),
  /** An archive or workbook that takes a password. */
  ENCRYPTED(422),
  /** An archive with no file, or with several. */
  NOT_ONE_FILE(422),
  /** An archive within an archive. */
  NESTED_ARCHIVE(422),
  /** An archive that unpacks to far more than a list would. */
  EXPANDS_TOO_MUCH(413),
  /** Bytes that mean nothing in the list's charset. */
  INVALID_ENCODING(422),
  /** A charset that nobody here knows. */
  UNKNOWN_CHARSET(400),
  /** A row beyond the limit. */
  ROW_TOO_LARGE(422),
  /** A row with more cells than there are columns. */
  TOO_MANY_CELLS(422),
  /** A quote that the list ends within. */
  UNCLOSED_QUOTE(422),
  /** Text between a closing quote and the next delimiter. */
  MISPLACED_QUOTE(422),
  /** More columns than the limit. */
  TOO_MANY_COLUMNS(413),
  /** More rows than the limit. */
  TOO_MANY_ROWS(413),
  /** More bytes than the limit. */
  LIST_TOO_LARGE(413),
  /** A level of verification that this installation does not offer. */
  LEVEL_UNAVAILABLE(400),
  /** The gateway has no room for the list. */
  DISK_FULL(507),
  /** As many bytes wait in the spool as may. */
  SPOOL_FULL(503),
  /** The client sends too little in too long a time. */
  UPLOAD_TOO_SLOW(408),
  /** The upload ended before the list did. */
  UPLOAD_INTERRUPTED(400);

  private final int status;

  ListFault(int status) {
    this.status = status;
  }

  /** Stable, for programs: the name in lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Status of HTTP, 400 to 599. */
  public int status() {
    return status;
  }
}
