package io.winnow.kit.dialect;

/** A body that is not what its route can read. The message says what and where, for people. */
public final class MalformedInput extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with it. */
  public enum Fault {
    /** It breaks the grammar, or breaks off. */
    NOT_WELL_FORMED,
    /** An object has a key twice. */
    DUPLICATE_KEY,
    /** It declares a document type or entities, or refers to ones. */
    FORBIDDEN,
    /** It is deeper, or larger, or has more in it, than is read. */
    TOO_LARGE
  }

  private final Fault fault;

  MalformedInput(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  MalformedInput(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }
}
