package io.winnow.lab.smtp;

import io.winnow.lab.world.MailServer;
import io.winnow.lab.world.Mailbox;
import io.winnow.lab.world.Trait;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One dialogue, from the banner to its end, as the server's traits will have it. */
final class Session {
  private static final Logger log = LoggerFactory.getLogger(Session.class);
  private static final String UNOFFERED_UTF8 = "555 5.6.7 SMTPUTF8 is not supported here";
  private static final String BAD_SEQUENCE = "503 5.5.1 Bad sequence of commands";
  private static final int CONNECTIONS_OF_A_CLIENT = 2;
  private static final Set<Flaw> NO_COMMAND =
      EnumSet.of(Flaw.BARE_LF, Flaw.BARE_CR, Flaw.NUL, Flaw.CONTROL_CHARACTER, Flaw.NOT_UTF8);

  private enum Greeted {
    NOT,
    HELO,
    EHLO
  }

  private final SessionParts parts;
  private final MailServer server;
  private final OpenSession open;
  private final Wire wire;
  private final int openConnections;
  private final Speech speech;
  private CommandLines lines;
  private Greeted greeted = Greeted.NOT;
  private boolean encrypted;
  private Command.@Nullable Sender sender;

  /** Whether MAIL was the last command, and refused. */
  private boolean mailRefused;

  private int recipients;
  private int refusals;

  /**
   * @param openConnections how many the operator has now, with this one
   */
  Session(SessionParts parts, MailServer server, OpenSession open, Wire wire, int openConnections) {
    this.parts = parts;
    this.server = server;
    this.open = open;
    this.wire = wire;
    this.openConnections = openConnections;
    this.speech = new Speech(parts.options(), server, wire.getOutputStream());
    this.lines = new CommandLines(wire.getInputStream());
  }

  void run() {
    try {
      greet();
      CommandLines.Line line;
      while ((line = lines.next(sender != null && sender.smtpUtf8())) != null) {
        parts.record().step(open, true, line.text());
        take(line);
      }
    } catch (HungUp end) {
      log.debug("session {}: {}", open.number(), end.getMessage());
    } catch (IOException gone) {
      log.debug("session {} broke", open.number(), gone);
    } finally {
      wire.close();
    }
  }

  private void greet() throws IOException {
    if (server.is(Trait.SILENT)) {
      wire.awaitEnd();
      throw new HungUp("the client has had enough");
    }
    if (server.is(Trait.DROPS_AT_CONNECT)) {
      throw new HungUp("dropped in place of the banner");
    }
    if (server.is(Trait.GARBAGE_AT_CONNECT)) {
      speech.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
      throw new HungUp("said something that is not SMTP");
    }
    if (server.is(Trait.DRIPS_ENDLESSLY)) {
      speech.dripWithoutEnd();
    }
    speech.waitForBanner();
    if (wire.hasInput()) {
      flawed(Flaw.TALKED_EARLY, "");
      if (server.is(Trait.REFUSES_EARLY_TALKERS)) {
        last("554 5.5.1 Error: you spoke before the banner");
      }
    }
    if (server.is(Trait.REFUSES_AT_CONNECT)) {
      if (server.operator().equals("no-mail-here")) {
        flawed(Flaw.NO_MAIL_HERE, "");
      }
      last("554 5.7.1 %HOST%: your address [%CLIENT%] is blocked by our policy");
    }
    if (server.is(Trait.DEFERS_AT_CONNECT)) {
      last("421 4.3.2 %HOST% Service not available, try again later");
    }
    if (server.is(Trait.TWO_CONNECTIONS) && openConnections > CONNECTIONS_OF_A_CLIENT) {
      last("421 4.7.0 %HOST% Too many concurrent SMTP connections from [%CLIENT%]");
    }
    say(parts.wordings().of(server.wording(), "banner"));
  }

  private void take(CommandLines.Line line) throws IOException {
    line.flaws().forEach(flaw -> flawed(flaw, line.text()));
    if (line.more() && !offersPipelining()) {
      flawed(Flaw.PIPELINED_UNOFFERED, line.text());
      if (server.is(Trait.BREAKS_ON_PIPELINING)) {
        throw new HungUp("pipelined to");
      }
    }
    if (line.flaws().stream().anyMatch(NO_COMMAND::contains)) {
      say("500 5.5.2 Syntax error");
      return;
    }
    if (line.flaws().contains(Flaw.TOO_LONG)) {
      say("500 5.5.6 Line too long");
      return;
    }
    Command command = Command.of(line.text());
    boolean afterRefusedMail = mailRefused;
    mailRefused = false;
    switch (command.verb()) {
      case "EHLO" -> ehlo(command, line.text());
      case "HELO" -> helo(command, line.text());
      case "STARTTLS" -> startTls(line.text());
      case "MAIL" -> {
        mail(command, line.text());
        mailRefused = sender == null;
      }
      case "RCPT" -> {
        if (afterRefusedMail && offersPipelining()) {
          // it was on its way when MAIL was refused (RFC 2920, section 3.1)
          say(BAD_SEQUENCE);
        } else {
          rcpt(command, line.text());
        }
      }
      case "RSET" -> {
        sender = null;
        say("250 2.0.0 Ok");
      }
      case "NOOP" -> say("250 2.0.0 Ok");
      case "VRFY" -> say("252 2.5.2 Send some mail, I'll try my best");
      case "QUIT" -> {
        wire.declareEnded();
        last("221 2.0.0 Bye");
      }
      case "DATA", "BDAT" -> {
        flawed(Flaw.DATA, line.text());
        say("554 5.5.1 No mail is taken in a laboratory");
      }
      default -> {
        flawed(Flaw.UNKNOWN_COMMAND, line.text());
        say("500 5.5.2 Command not recognised");
      }
    }
  }

  private void ehlo(Command command, String line) throws IOException {
    if (command.argument().isBlank()) {
      badArguments(line);
    } else if (server.is(Trait.REFUSES_AT_EHLO)) {
      say("550 5.7.1 [%CLIENT%] is blocked by our policy");
    } else if (server.is(Trait.REFUSES_EHLO_TAKES_HELO)) {
      say("502 5.5.1 Command not implemented");
    } else {
      greeted = Greeted.EHLO;
      sender = null;
      StringBuilder reply = new StringBuilder("250-%HOST%");
      offer(reply, offersPipelining(), "PIPELINING");
      offer(reply, offersTls() && !encrypted, "STARTTLS");
      offer(reply, server.is(Trait.SMTPUTF8), "SMTPUTF8");
      say(reply.append("\n250-ENHANCEDSTATUSCODES\n250 8BITMIME").toString());
    }
  }

  private static void offer(StringBuilder reply, boolean offered, String extension) {
    if (offered) {
      reply.append("\n250-").append(extension);
    }
  }

  private void helo(Command command, String line) throws IOException {
    if (command.argument().isBlank()) {
      badArguments(line);
    } else if (server.is(Trait.REFUSES_AT_EHLO)) {
      say("550 5.7.1 [%CLIENT%] is blocked by our policy");
    } else if (greeted == Greeted.EHLO && server.is(Trait.BREAKS_ON_HELO_AFTER_EHLO)) {
      flawed(Flaw.OUT_OF_ORDER, line);
      throw new HungUp("HELO after EHLO");
    } else {
      greeted = Greeted.HELO;
      sender = null;
      say("250 %HOST%");
    }
  }

  private void startTls(String line) throws IOException {
    if (!offersTls() || encrypted || greeted != Greeted.EHLO) {
      flawed(offersTls() ? Flaw.OUT_OF_ORDER : Flaw.UNOFFERED_EXTENSION, line);
      say("503 5.5.1 STARTTLS is not for now");
      return;
    }
    say("220 2.0.0 Ready to start TLS");
    if (server.is(Trait.BREAKS_TLS)) {
      int first = wire.getInputStream().read();
      log.debug("session {}: a handshake began with {} and is broken", open.number(), first);
      speech.send("454 4.7.0 TLS not available due to local problem\r\n");
      throw new HungUp("broke the handshake");
    }
    SSLSocket secure = parts.tls().over(wire);
    speech.through(secure.getOutputStream());
    lines = new CommandLines(secure.getInputStream());
    encrypted = true;
    greeted = Greeted.NOT;
    sender = null;
    parts.record().encrypted(open);
  }

  private void mail(Command command, String line) throws IOException {
    Optional<Command.Sender> from = command.sender();
    if (greeted == Greeted.NOT || sender != null) {
      outOfOrder(line);
    } else if (from.isEmpty()) {
      badArguments(line);
    } else if (server.is(Trait.STARTTLS_REQUIRED) && !encrypted) {
      say("530 5.7.0 Must issue a STARTTLS command first");
    } else if (from.get().smtpUtf8() && !offersSmtpUtf8()) {
      flawed(Flaw.UNOFFERED_EXTENSION, line);
      say(UNOFFERED_UTF8);
    } else if (!from.get().smtpUtf8() && !isAscii(from.get().path())) {
      flawed(Flaw.UNDECLARED_UTF8, line);
      say("553 5.6.7 SMTPUTF8 is needed for that address");
    } else if (server.is(Trait.REFUSES_AT_MAIL)) {
      say(Reception.BLOCKED);
    } else if (server.is(Trait.REJECTS_SENDER)) {
      say(
          "550 5.7.27 <%s>: Sender address rejected: its domain has a null MX"
              .formatted(from.get().path()));
    } else if (server.is(Trait.TSS04)) {
      last(
          "421 4.7.0 [TSS04] Messages from %CLIENT% temporarily deferred due to unexpected volume"
              + " or user complaints - 4.16.55.1; see"
              + " https://postmaster.yahooinc.com/error-codes");
    } else {
      sender = from.get();
      say("250 2.1.0 Ok");
    }
  }

  private void rcpt(Command command, String line) throws IOException {
    Optional<Command.Recipient> to = command.recipient();
    if (sender == null) {
      outOfOrder(line);
    } else if (to.isEmpty()) {
      badArguments(line);
    } else {
      String reply = answer(sender, to.get(), line);
      parts
          .record()
          .asked(
              open,
              new Asked(
                  open.number(),
                  server.operator(),
                  Duration.ofNanos(parts.record().now()),
                  sender.path(),
                  to.get().path(),
                  to.get().domain(),
                  Mailbox.looksRandom(to.get().local()),
                  codeOf(reply)));
      recipients++;
      if (server.is(Trait.SILENT_AT_RCPT)) {
        wire.awaitEnd();
        throw new HungUp("the client has had enough");
      }
      if (server.is(Trait.DROPS_AT_RCPT)) {
        throw new HungUp("dropped in place of a reply");
      }
      if (reply.startsWith("421")) {
        last(reply);
      }
      say(reply);
    }
  }

  private String answer(Command.Sender from, Command.Recipient to, String line) {
    if (server.is(Trait.SILENT_AT_RCPT) || server.is(Trait.DROPS_AT_RCPT)) {
      return "";
    }
    if (!parts.reception().isHere(to.domain(), open.server())) {
      flawed(Flaw.NOT_OURS, line);
      return "554 5.7.1 <%s>: Relay access denied".formatted(to.path());
    }
    if (!isAscii(to.path()) && !from.smtpUtf8()) {
      flawed(Flaw.UNDECLARED_UTF8, line);
      return "553 5.6.7 SMTPUTF8 is needed for that address";
    }
    if (server.is(Trait.GARBAGE_AT_RCPT)) {
      return "*** \u0001\u0002 \uFFFD maybe ***";
    }
    if (server.is(Trait.DEFERS_AT_RCPT)) {
      return "451 4.3.0 <%s>: Temporary lookup failure".formatted(to.path());
    }
    if (server.is(Trait.ONE_RECIPIENT) && recipients > 0) {
      return "452 4.5.3 Recipients belong to multiple regions (ATTR)";
    }
    if (server.is(Trait.LIMITS_RATE) && !parts.rate().allows(server.operator(), open.client())) {
      return "421 4.7.0 Too many recipients from [%CLIENT%] lately: rate limit exceeded";
    }
    return parts
        .reception()
        .reply(
            new Reception.Question(
                open.client(),
                open.server(),
                server.wording(),
                from.path(),
                to.path(),
                to.local(),
                to.domain()));
  }

  private void outOfOrder(String line) throws IOException {
    flawed(Flaw.OUT_OF_ORDER, line);
    say(BAD_SEQUENCE);
  }

  private void badArguments(String line) throws IOException {
    flawed(Flaw.BAD_ARGUMENTS, line);
    say("501 5.5.4 Syntax error in parameters or arguments");
  }

  private void last(String reply) throws IOException {
    say(reply);
    throw new HungUp(reply);
  }

  private void say(String lines) throws IOException {
    String reply = lines.replace("%HOST%", hostName()).replace("%CLIENT%", open.client());
    parts.record().step(open, false, reply);
    speech.say(reply);
    if (reply.startsWith("5")) {
      refusals++;
      if ((server.is(Trait.HANGS_UP_AFTER_FIRST_5XX) && refusals == 1)
          || (server.is(Trait.HANGS_UP_AFTER_THIRD_5XX) && refusals == 3)) {
        throw new HungUp("enough errors");
      }
    }
  }

  private void flawed(Flaw flaw, String line) {
    parts.record().flawed(flaw, open, line);
  }

  private boolean offersPipelining() {
    return server.is(Trait.PIPELINING) && greeted != Greeted.HELO;
  }

  private boolean offersTls() {
    return server.is(Trait.STARTTLS) || server.is(Trait.STARTTLS_REQUIRED);
  }

  private boolean offersSmtpUtf8() {
    return server.is(Trait.SMTPUTF8) && greeted == Greeted.EHLO;
  }

  private String hostName() {
    return server.operator().contains(".") ? "mx." + server.operator() : "mx.lab.test";
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(letter -> letter < 0x80);
  }

  private static int codeOf(String reply) {
    return reply.matches("(?s)[2-5]\\d\\d.*") ? Integer.parseInt(reply.substring(0, 3)) : 0;
  }
}
