package io.winnow.lab.smtp;

import java.time.Duration;

/**
 * How the mail servers behave, all of them.
 *
 * @param port the same at every address; 0 means one that is free
 * @param latency before every reply
 * @param slowness what slow behaviours are multiplied with: at 1 a banner is delayed for 20 s, a
 *     tarpit replies after 5 s, and an octet drips every 200 ms
 * @param greylistDelay from the first try of a client, sender and recipient until they pass
 * @param greylistPasses after how many passes at a domain a client is not greylisted there any
 *     more; 0 means never
 * @param recipientsPerSecond how many a client may ask of those servers that limit it, at least 1
 */
public record SmtpOptions(
    int port,
    Duration latency,
    double slowness,
    Duration greylistDelay,
    int greylistPasses,
    int recipientsPerSecond) {

  /**
   * @throws IllegalArgumentException when a number or duration is out of range
   */
  public SmtpOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is " + port + ", not 0 to 65535");
    }
    if (latency.isNegative() || greylistDelay.isNegative()) {
      throw new IllegalArgumentException("a duration is negative");
    }
    if (!(slowness >= 0 && slowness <= 100)) {
      throw new IllegalArgumentException("slowness is " + slowness + ", not 0 to 100");
    }
    if (greylistPasses < 0) {
      throw new IllegalArgumentException("greylistPasses is negative: " + greylistPasses);
    }
    if (recipientsPerSecond < 1) {
      throw new IllegalArgumentException("recipientsPerSecond is below 1: " + recipientsPerSecond);
    }
  }

  /**
   * Any free port, no latency, all that is slow a hundred times as fast as in life, greylisted for
   * 3 s, whitelisted after one pass, 20 recipients a second.
   */
  public static SmtpOptions defaults() {
    return new SmtpOptions(0, Duration.ZERO, 0.01, Duration.ofSeconds(3), 1, 20);
  }

  /** The same at another port. */
  public SmtpOptions withPort(int other) {
    return new SmtpOptions(
        other, latency, slowness, greylistDelay, greylistPasses, recipientsPerSecond);
  }

  /** The same with another latency. */
  public SmtpOptions withLatency(Duration other) {
    return new SmtpOptions(
        port, other, slowness, greylistDelay, greylistPasses, recipientsPerSecond);
  }

  /** The same with another factor for what is slow. */
  public SmtpOptions withSlowness(double other) {
    return new SmtpOptions(
        port, latency, other, greylistDelay, greylistPasses, recipientsPerSecond);
  }

  /** The same with another delay of greylisting. */
  public SmtpOptions withGreylistDelay(Duration other) {
    return new SmtpOptions(port, latency, slowness, other, greylistPasses, recipientsPerSecond);
  }

  /** The same with another number of passes before a client is whitelisted. */
  public SmtpOptions withGreylistPasses(int other) {
    return new SmtpOptions(port, latency, slowness, greylistDelay, other, recipientsPerSecond);
  }

  /** The same with another limit where recipients are limited. */
  public SmtpOptions withRecipientsPerSecond(int other) {
    return new SmtpOptions(port, latency, slowness, greylistDelay, greylistPasses, other);
  }
}
