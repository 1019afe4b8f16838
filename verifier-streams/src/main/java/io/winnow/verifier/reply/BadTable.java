package io.winnow.verifier.reply;

/** A table of reply rules cannot be used; the message names table, line and fault. */
public final class BadTable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadTable(String table, int line, String fault) {
    super(table + ", line " + line + ": " + fault);
  }

  BadTable(String table, int line, String fault, Throwable cause) {
    super(table + ", line " + line + ": " + fault, cause);
  }
}
