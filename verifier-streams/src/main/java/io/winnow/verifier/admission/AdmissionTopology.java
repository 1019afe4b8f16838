package io.winnow.verifier.admission;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.LedgerEntry;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topic;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.errands.CommitStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Decides who may have a list verified, and keeps the accounts:
 *
 * <pre>
 * [submissions] ──────┐                            ┌─▶ passed on to the jobs' writer
 * [account-commands] ─┴▶ admission (admission) ────┼─▶ [job-events]
 *                                                  ├─▶ [accounts]
 *                                                  ├─▶ [ledger]
 *                                                  ├─▶ [account-answers]
 *                                                  ├─▶ [addresses], of contacts
 *                                                  └─▶ [contact-verdicts]
 * </pre>
 */
public final class AdmissionTopology {
  private AdmissionTopology() {}

  /**
   * @param open accounts that need neither be added nor have credits
   * @return what is passed on, keyed by job
   */
  public static KStream<String, Passed> addTo(
      StreamsBuilder builder, Set<String> open, AdmissionMeters meters) {
    builder.addStateStore(
        CommitStore.builder(
            AdmissionProcessor.STORE, Serdes.String(), new JsonSerde<>(Kept.class), Map.of()));
    KStream<String, Request> submitted =
        builder.stream(
                Topics.SUBMISSIONS.name(),
                consumed(new JsonSerde<>(Submission.class)).withName("read-submissions"))
            .flatMapValues(
                submission ->
                    submission == null ? List.of() : List.of(new Request.Submitted(submission)),
                Named.as("submitted"));
    KStream<String, Request> commanded =
        builder.stream(
                Topics.ACCOUNT_COMMANDS.name(),
                consumed(new JsonSerde<>(AccountCommand.class)).withName("read-account-commands"))
            .flatMapValues(
                command -> command == null ? List.of() : List.of(new Request.Commanded(command)),
                Named.as("commanded"));
    KStream<String, Outcome> outcomes =
        submitted
            .merge(commanded, Named.as("merge-requests"))
            .process(
                () -> new AdmissionProcessor(open),
                Named.as("admission"),
                AdmissionProcessor.STORE);
    write(
        outcomes
            .flatMapValues(
                what ->
                    what instanceof Outcome.Refused(JobEvent event) ? List.of(event) : List.of(),
                Named.as("refusals"))
            .peek((_, event) -> meters.count(event), Named.as("count-refusals")),
        Topics.JOB_EVENTS,
        JobEvent.class,
        "write-refusals");
    write(
        outcomes.flatMapValues(
            what -> what instanceof Outcome.State(Account account) ? List.of(account) : List.of(),
            Named.as("account-states")),
        Topics.ACCOUNTS,
        Account.class,
        "write-accounts");
    write(
        outcomes
            .flatMapValues(
                what ->
                    what instanceof Outcome.Booked(LedgerEntry entry) ? List.of(entry) : List.of(),
                Named.as("entries"))
            .peek((_, entry) -> meters.count(entry), Named.as("count-credits")),
        Topics.LEDGER,
        LedgerEntry.class,
        "write-ledger");
    write(
        outcomes.flatMapValues(
            what ->
                what instanceof Outcome.Answered(AccountAnswer answer)
                    ? List.of(answer)
                    : List.of(),
            Named.as("answers")),
        Topics.ACCOUNT_ANSWERS,
        AccountAnswer.class,
        "write-account-answers");
    outcomes
        .flatMapValues(
            what -> what instanceof Outcome.Paid(AddressSubmitted row) ? List.of(row) : List.of(),
            Named.as("paid-contacts"))
        .to(
            Topics.ADDRESSES.name(),
            Produced.with(Serdes.String(), new AddressSubmittedSerde())
                .withName("write-contact-addresses"));
    write(
        outcomes.flatMapValues(
            what ->
                what instanceof Outcome.NotPaid(ContactVerdict verdict)
                    ? List.of(verdict)
                    : List.of(),
            Named.as("unpaid-contacts")),
        Topics.CONTACT_VERDICTS,
        ContactVerdict.class,
        "write-unpaid-contacts");
    return outcomes.flatMapValues(
        what -> what instanceof Outcome.PassedOn(Passed passed) ? List.of(passed) : List.of(),
        Named.as("passed-on"));
  }

  private static <V> Consumed<String, V> consumed(Serde<V> values) {
    return Consumed.with(Serdes.String(), values);
  }

  private static <V> void write(
      KStream<String, V> records, Topic topic, Class<V> type, String name) {
    records.to(topic.name(), Produced.with(Serdes.String(), new JsonSerde<>(type)).withName(name));
  }
}
