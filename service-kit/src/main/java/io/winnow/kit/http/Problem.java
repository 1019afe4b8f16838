package io.winnow.kit.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error that is the client's to mend, as RFC 9457 wants it told ({@code
 * application/problem+json}).
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, Object> members;
  private final transient Map<String, String> headers;

  private Problem(
      int status,
      String code,
      String message,
      Map<String, Object> members,
      Map<String, String> headers) {
    super(message);
    this.status = status;
    this.code = code;
    this.members = members;
    this.headers = headers;
  }

  /**
   * @param status of HTTP, 400 to 599
   * @param code stable, for programs
   * @param message for people: what is wrong, where, and what to do
   */
  public static Problem of(int status, String code, String message) {
    return new Problem(status, code, message, Map.of(), Map.of());
  }

  /** The same with one more member, such as the line of the fault. */
  public Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Problem(status, code, detail(), more, headers);
  }

  /** The same with one more header of the response, such as {@code Retry-After}. */
  public Problem withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Problem(status, code, detail(), members, more);
  }

  /** Status of HTTP. */
  public int status() {
    return status;
  }

  /** Stable, for programs. */
  public String code() {
    return code;
  }

  /** For people: what is wrong, where, and what to do. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** Members beside the standard ones. */
  public Map<String, Object> members() {
    return members;
  }

  /** Headers that the response carries. */
  public Map<String, String> headers() {
    return headers;
  }
}
