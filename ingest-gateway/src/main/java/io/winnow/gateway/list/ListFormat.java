package io.winnow.gateway.list;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the rows of a list are written. */
public enum ListFormat {
  /** Cells between delimiters, quoted where need be (RFC 4180). */
  @JsonProperty("csv")
  CSV,
  /** One address per line, taken as it stands. */
  @JsonProperty("lines")
  LINES
}
