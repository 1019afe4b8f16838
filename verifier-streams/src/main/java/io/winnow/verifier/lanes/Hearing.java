package io.winnow.verifier.lanes;

import io.winnow.contracts.Reason;
import io.winnow.verifier.reply.Reading;
import io.winnow.verifier.reply.ReplyContext;
import io.winnow.verifier.reply.ReplyReader;
import io.winnow.verifier.smtp.Failure;
import io.winnow.verifier.smtp.SmtpReply;
import io.winnow.verifier.smtp.Step;

/** Makes sense of a step of the dialogue. */
final class Hearing {
  private static final ReplyReader READER = ReplyReader.standard();

  private Hearing() {}

  static Heard of(Step step, ReplyContext context) {
    return switch (step) {
      case Step.Answered(var stage, SmtpReply reply) -> {
        Reading reading = READER.read(stage, reply.code(), reply.text(), context);
        yield new Heard.Reply(
            stage,
            reply.code(),
            reading.enhancedCode(),
            READER.redact(reply.text(), context),
            reading.meaning(),
            reading.retryAfter());
      }
      case Step.Failed(var stage, Failure failure, _) -> new Heard.Silence(stage, reason(failure));
    };
  }

  private static Reason reason(Failure failure) {
    return switch (failure) {
      case CONNECT_FAILED -> Reason.CONNECT_FAILED;
      case CONNECT_TIMEOUT -> Reason.CONNECT_TIMEOUT;
      case SMTP_TIMEOUT -> Reason.SMTP_TIMEOUT;
      case PROTOCOL_ERROR -> Reason.SMTP_PROTOCOL_ERROR;
      case CONNECTION_DROPPED -> Reason.CONNECTION_DROPPED;
      case TLS_FAILED -> Reason.TLS_REQUIRED;
      case SMTPUTF8_UNSUPPORTED -> Reason.SMTPUTF8_UNSUPPORTED;
    };
  }
}
