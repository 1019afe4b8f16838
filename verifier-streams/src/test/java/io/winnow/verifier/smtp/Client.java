package io.winnow.verifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.SmtpStage;
import java.time.Duration;

/** Connections as most tests want them. */
final class Client {
  static final SmtpIdentity IDENTITY =
      new SmtpIdentity("verify.winnow.example", new Mailbox("verify", "winnow.example"));
  static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(30);
  static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG);
  static final Timeouts IMPATIENT = new Timeouts(SHORT, SHORT, SHORT);

  private Client() {}

  static Deadline deadline() {
    return Deadline.after(LONG);
  }

  static Opened open(ScriptedServer server) {
    return open(server, StartTls.OPPORTUNISTIC, PATIENT);
  }

  static Opened open(ScriptedServer server, StartTls startTls, Timeouts timeouts) {
    return SmtpConnection.open(
        server.target(), IDENTITY, new Egress.Direct(), startTls, timeouts, deadline());
  }

  static Opened open(ScriptedServer server, Egress egress, Timeouts timeouts) {
    return SmtpConnection.open(
        server.target(), IDENTITY, egress, StartTls.OPPORTUNISTIC, timeouts, deadline());
  }

  static SmtpConnection ready(Opened opened) {
    assertThat(opened).isInstanceOf(Opened.Ready.class);
    return ((Opened.Ready) opened).connection();
  }

  static SmtpConnection connect(ScriptedServer server) {
    return ready(open(server));
  }

  static Step notReady(Opened opened) {
    assertThat(opened).isInstanceOf(Opened.NotReady.class);
    return ((Opened.NotReady) opened).step();
  }

  static Mailbox mailbox(String localPart) {
    return new Mailbox(localPart, "acme.example");
  }

  static Step answered(SmtpStage stage, int code, String text) {
    return new Step.Answered(stage, new SmtpReply(code, text));
  }

  static void assertFailed(Step step, SmtpStage stage, Failure failure) {
    assertThat(step).isInstanceOf(Step.Failed.class);
    Step.Failed failed = (Step.Failed) step;
    assertThat(failed.stage()).as(failed.detail()).isEqualTo(stage);
    assertThat(failed.failure()).as(failed.detail()).isEqualTo(failure);
  }
}
