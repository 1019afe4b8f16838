package io.winnow.verifier.probing;

/** Numbers the places of one task's stores in the order of arrival. */
final class Sequence {
  private long last;

  long next() {
    return ++last;
  }

  /** A number that a store holds already. */
  void seen(long number) {
    last = Math.max(last, number);
  }
}
