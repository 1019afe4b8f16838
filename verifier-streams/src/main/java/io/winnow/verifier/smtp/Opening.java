package io.winnow.verifier.smtp;

import io.winnow.contracts.SmtpStage;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way to a connection that can be asked: connect, banner, EHLO or HELO, STARTTLS. */
final class Opening {
  private final Target target;
  private final SmtpIdentity identity;
  private final StartTls startTls;
  private final Timeouts timeouts;
  private final Deadline deadline;
  private final Transcript transcript;
  private final Wire wire;

  private SmtpStage stage = SmtpStage.BANNER;
  private Extensions extensions = Extensions.NONE;

  private Opening(
      Target target,
      SmtpIdentity identity,
      StartTls startTls,
      Timeouts timeouts,
      Deadline deadline,
      Transcript transcript,
      Wire wire) {
    this.target = target;
    this.identity = identity;
    this.startTls = startTls;
    this.timeouts = timeouts;
    this.deadline = deadline;
    this.transcript = transcript;
    this.wire = wire;
  }

  static Opened open(
      Target target,
      SmtpIdentity identity,
      Egress egress,
      StartTls startTls,
      Timeouts timeouts,
      Deadline deadline) {
    Transcript transcript = new Transcript();
    Wire wire;
    try {
      Socket socket = Dialer.dial(target.address(), egress, deadline.atMost(timeouts.connect()));
      wire = wire(socket, transcript);
    } catch (WireFault fault) {
      return new Opened.NotReady(fault.at(SmtpStage.CONNECT), transcript);
    }
    transcript.add(
        Transcript.Direction.NOTE,
        "connected to %s, %s, by %s".formatted(target.host(), target.address(), egress.id()));
    return new Opening(target, identity, startTls, timeouts, deadline, transcript, wire).run();
  }

  private static Wire wire(Socket socket, Transcript transcript) throws WireFault {
    try {
      return new Wire(socket, transcript);
    } catch (IOException e) {
      throw new WireFault(Failure.CONNECT_FAILED, Wire.detail(e), e);
    }
  }

  private Opened run() {
    Step end;
    try {
      end = untilReady();
    } catch (WireFault fault) {
      end = fault.at(stage);
    }
    if (end == null) {
      return new Opened.Ready(new SmtpConnection(identity, timeouts, transcript, wire, extensions));
    }
    wire.close();
    return new Opened.NotReady(end, transcript);
  }

  /** Null when the server may be asked for recipients. */
  private @Nullable Step untilReady() throws WireFault {
    // nothing is sent before: who talks early is taken for a robot
    SmtpReply banner = wire.receive(deadline.atMost(timeouts.banner()));
    if (!banner.positive()) {
      return refused(banner);
    }
    Step refusal = hello();
    if (refusal != null || startTls == StartTls.OFF) {
      return refusal;
    }
    return encrypt();
  }

  private @Nullable Step hello() throws WireFault {
    stage = SmtpStage.EHLO;
    SmtpReply ehlo = exchange(Command.ehlo(identity));
    SmtpReply reply = ehlo.permanent() ? helo(ehlo) : ehlo;
    if (!reply.positive()) {
      return refused(reply);
    }
    extensions = ehlo.positive() ? Extensions.of(ehlo) : Extensions.NONE;
    return null;
  }

  /** The reply to HELO, or that to EHLO where it tells more. */
  private SmtpReply helo(SmtpReply ehlo) throws WireFault {
    boolean unknownCommand = ehlo.code() >= 500 && ehlo.code() <= 504;
    try {
      SmtpReply helo = exchange(Command.helo(identity));
      return helo.positive() || unknownCommand ? helo : ehlo;
    } catch (WireFault fault) {
      if (unknownCommand) {
        throw fault;
      }
      // it refused us, and hung up
      return ehlo;
    }
  }

  private @Nullable Step encrypt() throws WireFault {
    stage = SmtpStage.STARTTLS;
    if (!extensions.startTls()) {
      return startTls == StartTls.REQUIRED
          ? new Step.Failed(stage, Failure.TLS_FAILED, "the server does not offer STARTTLS")
          : null;
    }
    SmtpReply reply = exchange(Command.STARTTLS);
    if (!reply.positive()) {
      boolean goOn = startTls == StartTls.OPPORTUNISTIC && !reply.closing();
      return goOn ? null : new Step.Answered(stage, reply);
    }
    wire.startTls(target.host(), deadline.atMost(timeouts.reply()));
    // RFC 3207, section 4.2: what was learnt before does not count
    stage = SmtpStage.EHLO;
    SmtpReply ehlo = exchange(Command.ehlo(identity));
    if (!ehlo.positive()) {
      return refused(ehlo);
    }
    extensions = Extensions.of(ehlo);
    return null;
  }

  private SmtpReply exchange(Command command) throws WireFault {
    Deadline until = deadline.atMost(timeouts.reply());
    wire.send(List.of(command), until);
    return wire.receive(until);
  }

  /** Says goodbye, and does not wait for an answer. */
  private Step refused(SmtpReply reply) {
    if (!reply.closing()) {
      try {
        wire.send(List.of(Command.QUIT), deadline.atMost(timeouts.reply()));
      } catch (WireFault fault) {
        transcript.add(Transcript.Direction.NOTE, String.valueOf(fault.getMessage()));
      }
    }
    return new Step.Answered(stage, reply);
  }
}
