package io.winnow.verifier.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What was said on one connection. It holds addresses as they were sent. Bounded: what does not fit
 * is left out. For one thread at a time.
 */
public final class Transcript {
  private static final int MAX_LINES = 2_000;
  private static final int MAX_CHARS = 128 * 1024;
  private static final int MAX_LINE = 1_024;

  private final long began = System.nanoTime();
  private final List<Line> lines = new ArrayList<>();
  private int chars;

  /** Who speaks. */
  public enum Direction {
    /** We do. */
    CLIENT,
    /** The server does. */
    SERVER,
    /** What happened beside the words: a connection made, TLS begun. */
    NOTE
  }

  /**
   * One line.
   *
   * @param millis since the connection was begun
   * @param text without controls; at most 1,024 UTF-16 units
   */
  public record Line(long millis, Direction direction, String text) {
    @Override
    public String toString() {
      String mark =
          switch (direction) {
            case CLIENT -> "> ";
            case SERVER -> "< ";
            case NOTE -> "* ";
          };
      return millis + " " + mark + text;
    }
  }

  Transcript() {}

  void add(Direction direction, String text) {
    String kept = text.length() > MAX_LINE ? text.substring(0, MAX_LINE) : text;
    if (lines.size() == MAX_LINES || chars + kept.length() > MAX_CHARS) {
      return;
    }
    chars += kept.length();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    lines.add(new Line(millis, direction, kept));
  }

  /** All lines so far. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  /** How many lines there are so far: where the next part begins. */
  public int size() {
    return lines.size();
  }

  /** The lines from the given one on. */
  public List<Line> since(int index) {
    return List.copyOf(lines.subList(index, lines.size()));
  }

  @Override
  public String toString() {
    return lines.stream().map(Line::toString).collect(Collectors.joining("\n"));
  }
}
