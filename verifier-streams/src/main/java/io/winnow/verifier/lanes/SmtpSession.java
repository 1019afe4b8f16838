package io.winnow.verifier.lanes;

import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.reply.ReplyContext;
import io.winnow.verifier.smtp.Deadline;
import io.winnow.verifier.smtp.Mailbox;
import io.winnow.verifier.smtp.SmtpConnection;
import io.winnow.verifier.smtp.Step;
import io.winnow.verifier.smtp.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A session over SMTP. Its thread is in {@link #serve}; what others want of it comes by a queue.
 */
final class SmtpSession implements Session {
  /** Recipients of one transaction that every server has to take (RFC 5321, 4.5.3.1.8). */
  private static final int MOST_TOGETHER = 100;

  private final SmtpConnection connection;
  private final ReplyContext context;
  private final Duration deadline;
  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();

  /** Lines of the transcript before the first mailbox: those that concern all of them. */
  private final int opening;

  private sealed interface Wish {
    record Ask(Question question, Consumer<Answer> then) implements Wish {}

    record Quit() implements Wish {}
  }

  /**
   * @param context without the recipient
   * @param deadline for one question
   */
  SmtpSession(SmtpConnection connection, ReplyContext context, Duration deadline) {
    this.connection = connection;
    this.context = context;
    this.deadline = deadline;
    this.opening = connection.transcript().size();
  }

  @Override
  public void ask(Question question, Consumer<Answer> then) {
    wishes.add(new Wish.Ask(question, then));
  }

  @Override
  public void quit() {
    wishes.add(new Wish.Quit());
  }

  /**
   * Does what is wished until the session is over.
   *
   * @throws InterruptedException when it was aborted
   */
  void serve() throws InterruptedException {
    while (connection.usable()) {
      switch (wishes.take()) {
        case Wish.Quit _ -> {
          connection.quit();
          return;
        }
        case Wish.Ask(Question question, Consumer<Answer> then) -> then.accept(answer(question));
      }
    }
  }

  private Answer answer(Question question) {
    Mailbox mailbox = new Mailbox(question.localPart(), question.domain());
    int before = connection.transcript().size();
    Step step =
        connection.recipient(
            mailbox,
            question.stage(),
            question.together() ? MOST_TOGETHER : 1,
            Deadline.after(deadline));
    Heard heard =
        Hearing.of(
            step,
            new ReplyContext(
                mailbox.toString(), context.ownName(), context.ownAddress(), context.operator()));
    return new Answer(
        heard, connection.usable(), question.transcript() ? transcript(question, before) : null);
  }

  /** What was said for this question, never what was said for another one's mailbox. */
  private List<String> transcript(Question question, int before) {
    Stream<Transcript.Line> own = connection.transcript().since(before).stream();
    Stream<Transcript.Line> lines =
        question.stage() == SmtpStage.RCPT
            ? Stream.concat(connection.transcript().since(0).stream().limit(opening), own)
            : own;
    return lines.map(Transcript.Line::toString).toList();
  }
}
