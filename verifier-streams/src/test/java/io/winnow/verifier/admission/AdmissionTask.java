package io.winnow.verifier.admission;

import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.Submission;
import io.winnow.contracts.json.JsonSerde;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The task of admission, from which come values of the topics, and what is {@link Passed} on. */
public final class AdmissionTask {
  private final RestartableTask<Request, Outcome, Kept> task;

  public AdmissionTask(Set<String> open, long now) {
    task =
        new RestartableTask<>(
            AdmissionProcessor.STORE,
            new JsonSerde<>(Kept.class),
            () -> new AdmissionProcessor(open),
            now);
  }

  public List<Object> submit(Submission submission) {
    return values(task.process(submission.account(), new Request.Submitted(submission)));
  }

  public List<Object> command(AccountCommand command) {
    return values(task.process(command.account(), new Request.Commanded(command)));
  }

  public void advance(Duration time) {
    task.advance(time);
  }

  public void commit() {
    task.commit();
  }

  public void restart() {
    task.restart();
  }

  public int entries() {
    return task.entries();
  }

  private static List<Object> values(List<Outcome> outcomes) {
    return outcomes.stream().map(AdmissionTask::value).toList();
  }

  private static Object value(Outcome outcome) {
    return switch (outcome) {
      case Outcome.PassedOn(var passed) -> passed;
      case Outcome.Refused(var event) -> event;
      case Outcome.State(var account) -> account;
      case Outcome.Booked(var entry) -> entry;
      case Outcome.Answered(var answer) -> answer;
      case Outcome.Paid(var row) -> row;
      case Outcome.NotPaid(var verdict) -> verdict;
    };
  }
}
