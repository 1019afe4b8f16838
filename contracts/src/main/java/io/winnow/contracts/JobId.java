package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a job for ever: a positive integer below 2^53, so that a JavaScript client can hold it.
 * Later jobs have greater ids, to the millisecond of the gateways' clocks.
 *
 * @param value 1 to 2^53 - 1
 */
public record JobId(@JsonValue long value) implements Comparable<JobId> {
  /** The greatest integer that a double holds exactly. */
  public static final long MAX = (1L << 53) - 1;

  /** Of rows that belong to no job, such as a contact's address. No job has it. */
  public static final JobId NONE = new JobId(MAX);

  /**
   * @throws IllegalArgumentException when the value is out of range
   */
  @JsonCreator
  public JobId {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException("job id " + value + " is not within 1 and " + MAX);
    }
  }

  /**
   * The id that a text in decimal digits names, without a sign or zeros before it.
   *
   * @throws IllegalArgumentException when it names none
   */
  public static JobId parse(String text) {
    try {
      JobId id = new JobId(Long.parseLong(text));
      if (id.toString().equals(text)) {
        return id;
      }
      throw new IllegalArgumentException("job id '" + text + "' is not written as " + id);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("job id '" + text + "' is not a whole number", e);
    }
  }

  @Override
  public int compareTo(JobId other) {
    return Long.compare(value, other.value);
  }

  /** The decimal digits. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
