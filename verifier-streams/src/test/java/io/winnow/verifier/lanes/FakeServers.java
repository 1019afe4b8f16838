package io.winnow.verifier.lanes;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.Session.Answer;
import io.winnow.verifier.lanes.Session.Question;
import io.winnow.verifier.reply.Meaning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Mail servers in virtual time, which keep a record of all that is done to them. */
final class FakeServers implements Dialler {
  static final Heard ACCEPTED = reply(SmtpStage.RCPT, 250, Meaning.ACCEPTED);
  static final Heard MISSING = reply(SmtpStage.RCPT, 550, Meaning.MAILBOX_NOT_FOUND);
  static final Heard BARE = reply(SmtpStage.RCPT, 550, Meaning.BARE_REFUSAL);
  static final Heard NO_SMTPUTF8 = silence(SmtpStage.RCPT, Reason.SMTPUTF8_UNSUPPORTED);
  static final Heard DROPPED = silence(SmtpStage.RCPT, Reason.CONNECTION_DROPPED);

  final List<Connection> connections = new ArrayList<>();
  private final VirtualClock clock;
  private final Map<String, Host> hosts = new HashMap<>();
  Duration connecting = Duration.ofMillis(30);
  Duration answering = Duration.ofMillis(20);

  /** What a host does. */
  interface Host {
    /** What there is in place of a session; null for a session. */
    default Heard greet(Connection connection) {
      return null;
    }

    /** To a recipient; a reply at the stage RCPT is turned into one at that of the question. */
    Heard answer(Connection connection, Question question);

    /** Whether it hangs up after what it has just said. */
    default boolean hangsUp(Connection connection, Heard said) {
      return false;
    }
  }

  /** One that was made or tried. */
  final class Connection implements Session, Dialled {
    final Way way;
    final long begunAt = clock.nanos();
    final List<Long> askedAt = new ArrayList<>();
    final List<Question> questions = new ArrayList<>();
    long endedAt = Long.MAX_VALUE;
    boolean stood;
    private final Listener listener;

    private Connection(Way way, Listener listener) {
      this.way = way;
      this.listener = listener;
    }

    boolean ended() {
      return endedAt != Long.MAX_VALUE;
    }

    private void end() {
      if (!ended()) {
        endedAt = clock.nanos();
        listener.ended();
      }
    }

    @Override
    public void ask(Question question, Consumer<Answer> then) {
      askedAt.add(clock.nanos());
      questions.add(question);
      var _ =
          clock.after(
              answering.toNanos(),
              () -> {
                if (ended()) {
                  return;
                }
                Heard said = at(question.stage(), host(way).answer(this, question));
                boolean dropped =
                    said instanceof Heard.Silence silence
                        && silence.reason() != Reason.SMTPUTF8_UNSUPPORTED;
                boolean usable = !dropped && !host(way).hangsUp(this, said);
                then.accept(new Answer(said, usable, null));
                if (!usable) {
                  end();
                }
              });
    }

    @Override
    public void quit() {
      var _ = clock.after(1_000_000, this::end);
    }

    @Override
    public void abort() {
      var _ = clock.after(1_000, this::end);
    }
  }

  FakeServers(VirtualClock clock) {
    this.clock = clock;
  }

  FakeServers host(String name, Host host) {
    hosts.put(name, host);
    return this;
  }

  /** One that has all these local parts. */
  static Host having(String... localParts) {
    return (_, question) -> List.of(localParts).contains(question.localPart()) ? ACCEPTED : MISSING;
  }

  /** One that there is no session with. */
  static Host refusing(Heard heard) {
    return new Host() {
      @Override
      public Heard greet(Connection connection) {
        return heard;
      }

      @Override
      public Heard answer(Connection connection, Question question) {
        throw new IllegalStateException("asked without a session");
      }
    };
  }

  private Host host(Way way) {
    return hosts.getOrDefault(
        way.host(), refusing(silence(SmtpStage.CONNECT, Reason.CONNECT_FAILED)));
  }

  @Override
  public Dialled dial(Way way, Listener listener) {
    Connection connection = new Connection(way, listener);
    connections.add(connection);
    var _ =
        clock.after(
            connecting.toNanos(),
            () -> {
              if (connection.ended()) {
                return;
              }
              Heard inPlace = host(way).greet(connection);
              if (inPlace == null) {
                connection.stood = true;
                listener.ready(connection);
              } else {
                listener.notReady(inPlace, false, List.of());
                connection.end();
              }
            });
    return connection;
  }

  Stream<Question> questions() {
    return connections.stream().flatMap(connection -> connection.questions.stream());
  }

  List<String> asked(String host) {
    return connections.stream()
        .filter(connection -> connection.way.host().equals(host))
        .flatMap(connection -> connection.questions.stream())
        .filter(question -> question.stage() == SmtpStage.RCPT)
        .map(Question::localPart)
        .toList();
  }

  /** Random probes, and questions for mailboxes that are known. */
  long probes() {
    return questions().filter(question -> question.stage() == SmtpStage.PROBE).count();
  }

  long dials(String host) {
    return connections.stream().filter(one -> one.way.host().equals(host)).count();
  }

  static Heard reply(SmtpStage stage, int code, Meaning meaning) {
    return reply(stage, code, meaning, null);
  }

  static Heard reply(SmtpStage stage, int code, Meaning meaning, Duration retryAfter) {
    return new Heard.Reply(stage, code, null, "text", meaning, retryAfter);
  }

  static Heard silence(SmtpStage stage, Reason reason) {
    return new Heard.Silence(stage, reason);
  }

  private static Heard at(SmtpStage stage, Heard heard) {
    return heard instanceof Heard.Reply reply && reply.stage() == SmtpStage.RCPT
        ? new Heard.Reply(
            stage,
            reply.code(),
            reply.enhancedCode(),
            reply.text(),
            reply.meaning(),
            reply.retryAfter())
        : heard;
  }
}
