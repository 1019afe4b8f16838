package io.winnow.gateway.list;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the rows of a list are written. */
public enum ListFormat {
  /** Cells between delimiters, quoted where need be (RFC 4180). */
  @JsonProperty("csv")
  CSV,
  /** One address per line, taken as it stands. */
  @JsonProperty("lines")
  LINES,
  /** One array of strings or of flat objects (RFC 8259). */
  @JsonProperty("json")
  JSON,
  /** Strings or flat objects one after the other, usually one per line. */
  @JsonProperty("ndjson")
  NDJSON,
  /** A sheet of a workbook (ECMA-376). */
  @JsonProperty("xlsx")
  XLSX;

  /**
   * Whether the rows were written anew when the list was checked: as CSV in UTF-8, every cell
   * quoted, without a header, and without the cells at the end that a row does not have.
   */
  public boolean rewritten() {
    return switch (this) {
      case CSV, LINES -> false;
      case JSON, NDJSON, XLSX -> true;
    };
  }
}
