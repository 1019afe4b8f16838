package io.winnow.verifier.accounting;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.Json;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.errands.CommitStore;
import io.winnow.verifier.admission.AdmissionMeters;
import io.winnow.verifier.admission.AdmissionSettings;
import io.winnow.verifier.admission.AdmissionTopology;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.jspecify.annotations.Nullable;

/**
 * Makes jobs of what {@link AdmissionTopology} passes on, books what the sinks have counted, and
 * finishes jobs:
 *
 * <pre>
 * [submissions] ─▶ (admission) ─▶ ⟨job-changes⟩ ─┐
 * [slice-tallies] ─▶ tallied ────────────────────┤
 * [job-waits] ─▶ waits ──────────────────────────┤
 * [job-events] ─▶ happened ──────────────────────┴▶ account (accounts) ─▶ [jobs]
 *                                                             ├─────────▶ [job-events]
 *                                                             └─▶ [account-commands]
 * </pre>
 */
public final class AccountingTopology {
  private AccountingTopology() {}

  static final String ACCOUNTS = "accounts";

  /**
   * @param jobPartitions of the topics that are keyed by job; they meet in one task
   */
  public static Topology build(
      int jobPartitions, AdmissionSettings settings, MeterRegistry registry) {
    AdmissionMeters meters = new AdmissionMeters(registry);
    Charge charge = new Charge(settings.refunds());
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(CommitStore.builder(ACCOUNTS, Serdes.String(), accountSerde(), Map.of()));

    KStream<String, JobChange> submitted =
        AdmissionTopology.addTo(builder, settings.open(), meters)
            .mapValues(JobChange::of, Named.as("submitted-changes"))
            .repartition(
                Repartitioned.with(Serdes.String(), new JsonSerde<>(JobChange.class))
                    .withName("job-changes")
                    .withNumberOfPartitions(jobPartitions));
    KStream<String, JobChange> tallied =
        builder.stream(
                Topics.SLICE_TALLIES.name(),
                consumed(new JsonSerde<>(SliceTally.class)).withName("read-slice-tallies"))
            .mapValues(tally -> new JobChange.Tallied(tally), Named.as("tallied"));
    KStream<String, JobChange> waits =
        builder.stream(
                Topics.JOB_WAITS.name(),
                consumed(new JsonSerde<>(JobWaits.class)).withName("read-job-waits"))
            .mapValues(told -> new JobChange.Waits(told), Named.as("waits"));
    KStream<String, JobChange> happened =
        builder.stream(
                Topics.JOB_EVENTS.name(),
                consumed(new JsonSerde<>(JobEvent.class)).withName("read-job-events"))
            .mapValues(event -> new JobChange.Happened(event), Named.as("happened"));

    KStream<String, Published> published =
        submitted
            .merge(tallied, Named.as("merge-tallied"))
            .merge(waits, Named.as("merge-waits"))
            .merge(happened, Named.as("merge-happened"))
            .process(() -> new AccountProcessor(charge), Named.as("account"), ACCOUNTS);
    published
        .flatMapValues(AccountingTopology::states, Named.as("states"))
        .to(
            Topics.JOBS_TABLE.name(),
            Produced.with(Serdes.String(), new JsonSerde<>(Job.class)).withName("write-jobs"));
    published
        .flatMapValues(
            what -> what instanceof Published.Event(JobEvent event) ? List.of(event) : List.of(),
            Named.as("events"))
        .peek((_, event) -> meters.count(event), Named.as("count-decisions"))
        .to(
            Topics.JOB_EVENTS.name(),
            Produced.with(Serdes.String(), new JsonSerde<>(JobEvent.class))
                .withName("write-job-events"));
    published
        .flatMapValues(
            what ->
                what instanceof Published.Command(AccountCommand command)
                    ? List.of(command)
                    : List.of(),
            Named.as("commands"))
        .to(
            Topics.ACCOUNT_COMMANDS.name(),
            Produced.with(Serdes.String(), new JsonSerde<>(AccountCommand.class))
                .withName("write-account-commands"));
    return builder.build();
  }

  /** What goes to the table of jobs: null deletes. */
  private static List<@Nullable Job> states(Published what) {
    return switch (what) {
      case Published.State(Job job) -> List.of(job);
      case Published.Gone _ -> Collections.singletonList(null);
      case Published.Event _, Published.Command _ -> List.of();
    };
  }

  private static <V> Consumed<String, V> consumed(Serde<V> values) {
    return Consumed.with(Serdes.String(), values);
  }

  static Serde<JobAccount> accountSerde() {
    return Serdes.serdeFrom(
        (_, account) -> {
          try {
            return Json.MAPPER.writeValueAsBytes(account);
          } catch (JsonProcessingException e) {
            throw new SerializationException("cannot write a job's account", e);
          }
        },
        (_, bytes) -> {
          try {
            return Json.MAPPER.readValue(bytes, JobAccount.class);
          } catch (IOException e) {
            throw new SerializationException("cannot read a job's account", e);
          }
        });
  }
}
