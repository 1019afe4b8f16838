package io.winnow.lab.world;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a mail server behaves to whoever connects, whatever the recipient. In the data file by its
 * name in lower case, with hyphens.
 */
public enum Trait {
  /** Offers PIPELINING (RFC 2920). */
  PIPELINING,
  /** Offers SMTPUTF8 (RFC 6531). */
  SMTPUTF8,
  /** Offers STARTTLS (RFC 3207), with a certificate that it has signed itself. */
  STARTTLS,
  /** As {@link #STARTTLS}, and answers 530 5.7.0 to MAIL before it. */
  STARTTLS_REQUIRED,
  /** Answers STARTTLS with 220 and then breaks the handshake. */
  BREAKS_TLS,
  /** Hangs up when a command comes before the reply to the one before. */
  BREAKS_ON_PIPELINING,
  /** Answers EHLO with 502; takes HELO. */
  REFUSES_EHLO_TAKES_HELO,
  /** Hangs up when HELO follows an EHLO that it took. */
  BREAKS_ON_HELO_AFTER_EHLO,
  /** Sends its banner after a delay. */
  DELAYS_BANNER,
  /** Answers 554 to who speaks before the banner, and hangs up. */
  REFUSES_EARLY_TALKERS,
  /** Sends each reply after a delay. */
  TARPIT,
  /** Sends its replies octet by octet. */
  DRIPS,
  /** Sends its banner octet by octet and never ends it. */
  DRIPS_ENDLESSLY,
  /** Says goodbye after the first 5xx reply. */
  HANGS_UP_AFTER_FIRST_5XX,
  /** Says goodbye after the third 5xx reply. */
  HANGS_UP_AFTER_THIRD_5XX,
  /** Takes one recipient in a session; 452 4.5.3 to the next. */
  ONE_RECIPIENT,
  /** Takes two connections of a client at once; 421 to the third. */
  TWO_CONNECTIONS,
  /** Takes so many recipients of a client in a second; 421 to the next. */
  LIMITS_RATE,
  /** Refuses us with 554 in place of the banner. */
  REFUSES_AT_CONNECT,
  /** Answers 421 in place of the banner. */
  DEFERS_AT_CONNECT,
  /** Refuses us with 550 at EHLO and HELO. */
  REFUSES_AT_EHLO,
  /** Refuses our host with 550 5.7.1 at MAIL. */
  REFUSES_AT_MAIL,
  /** Refuses our sender with 550 5.7.27 at MAIL. */
  REJECTS_SENDER,
  /** Answers 421 [TSS04] to MAIL. */
  TSS04,
  /** Answers 451 to every recipient. */
  DEFERS_AT_RCPT,
  /** Takes connections and never says anything. */
  SILENT,
  /** Never answers RCPT. */
  SILENT_AT_RCPT,
  /** Hangs up in place of the banner. */
  DROPS_AT_CONNECT,
  /** Hangs up in place of the reply to RCPT. */
  DROPS_AT_RCPT,
  /** Speaks something that is not SMTP. */
  GARBAGE_AT_CONNECT,
  /** Answers RCPT with what is no reply. */
  GARBAGE_AT_RCPT,
  /** Nothing listens: connections are refused. */
  REFUSES_CONNECTIONS,
  /** Connections neither come about nor are refused. */
  BACKLOG_FULL;

  private static final Map<String, Trait> BY_LABEL =
      Arrays.stream(values())
          .collect(
              Collectors.toMap(
                  trait -> trait.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                  Function.identity()));

  static Trait ofLabel(String label) {
    Trait trait = BY_LABEL.get(label);
    if (trait == null) {
      throw new IllegalStateException("no such trait of a mail server: " + label);
    }
    return trait;
  }
}
