package io.winnow.lab.smtp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One connection.
 *
 * @param number from 1, in the order of connecting
 * @param server the address that was connected to
 * @param client the client's address
 * @param began since the servers started
 * @param ended empty while it is open
 * @param encrypted whether TLS came about
 * @param recipients how many RCPT commands there were
 * @param steps commands and replies in their order, the first 400
 */
public record SessionLog(
    long number,
    String operator,
    String server,
    String client,
    Duration began,
    Optional<Duration> ended,
    boolean encrypted,
    int recipients,
    List<Step> steps) {

  /**
   * A line of the client's, or a reply.
   *
   * @param at since the servers started
   * @param fromClient false for a reply
   * @param text without the line end, at most 500 characters
   */
  public record Step(Duration at, boolean fromClient, String text) {}

  /** The client's lines. */
  public List<String> commands() {
    return steps.stream().filter(Step::fromClient).map(Step::text).toList();
  }

  /** The replies to them, the banner first. */
  public List<String> replies() {
    return steps.stream().filter(step -> !step.fromClient()).map(Step::text).toList();
  }
}
