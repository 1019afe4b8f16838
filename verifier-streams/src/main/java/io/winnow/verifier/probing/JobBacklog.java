package io.winnow.verifier.probing;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is known on the heap of one job's rows in one lane: how many, and where to read on. */
final class JobBacklog {
  /** The rows of one line, in order. */
  static final class Line {
    final byte code;

    /** Rows in line, those read ahead included. */
    int size;

    /** Rows below this number have been read. */
    long readFrom;

    /** Rows that have been read. */
    final Deque<Taken> readAhead = new ArrayDeque<>(4);

    Line(byte code) {
      this.code = code;
    }
  }

  final long job;
  final Line returned = new Line(BacklogKey.RETURNED);
  final Line fresh = new Line(BacklogKey.FRESH);

  /** Rows in line, and their duplicates. */
  long rows;

  /** When a row at its front arrived, in ms since the epoch. */
  long since = Long.MAX_VALUE;

  /** Who has the least is served next. */
  double served;

  JobBacklog(long job, double served) {
    this.job = job;
    this.served = served;
  }

  int size() {
    return returned.size + fresh.size;
  }

  Line line(byte code) {
    return code == BacklogKey.RETURNED ? returned : fresh;
  }

  /** The line that is served first. */
  Line first() {
    return returned.size > 0 ? returned : fresh;
  }
}
