package io.winnow.verifier.accounting;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.Json;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.errands.CommitStore;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.jspecify.annotations.Nullable;

/**
 * Admits lists, books what the sinks have counted, and finishes jobs:
 *
 * <pre>
 * [submissions] ─▶ submitted ─▶ ⟨job-changes⟩ ─┐
 * [slice-tallies] ─▶ tallied ──────────────────┤
 * [job-events] ─▶ happened ────────────────────┴▶ account (accounts) ─▶ [jobs]
 *                                                           └─────────▶ [job-events]
 * </pre>
 */
public final class AccountingTopology {
  private AccountingTopology() {}

  static final String ACCOUNTS = "accounts";

  /**
   * @param jobPartitions of the topics that are keyed by job; they meet in one task
   */
  public static Topology build(int jobPartitions) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(CommitStore.builder(ACCOUNTS, Serdes.String(), accountSerde(), Map.of()));

    KStream<String, JobChange> submitted =
        builder.stream(
                Topics.SUBMISSIONS.name(),
                consumed(new JsonSerde<>(Submission.class)).withName("read-submissions"))
            .map(
                (_, submission) ->
                    new KeyValue<String, JobChange>(
                        submission.job().toString(), new JobChange.Submitted(submission)),
                Named.as("submitted"))
            .repartition(
                Repartitioned.with(Serdes.String(), new JsonSerde<>(JobChange.class))
                    .withName("job-changes")
                    .withNumberOfPartitions(jobPartitions));
    KStream<String, JobChange> tallied =
        builder.stream(
                Topics.SLICE_TALLIES.name(),
                consumed(new JsonSerde<>(SliceTally.class)).withName("read-slice-tallies"))
            .mapValues(tally -> new JobChange.Tallied(tally), Named.as("tallied"));
    KStream<String, JobChange> happened =
        builder.stream(
                Topics.JOB_EVENTS.name(),
                consumed(new JsonSerde<>(JobEvent.class)).withName("read-job-events"))
            .mapValues(event -> new JobChange.Happened(event), Named.as("happened"));

    KStream<String, Published> published =
        submitted
            .merge(tallied, Named.as("merge-tallied"))
            .merge(happened, Named.as("merge-happened"))
            .process(AccountProcessor::new, Named.as("account"), ACCOUNTS);
    published
        .flatMapValues(AccountingTopology::states, Named.as("states"))
        .to(
            Topics.JOBS_TABLE.name(),
            Produced.with(Serdes.String(), new JsonSerde<>(Job.class)).withName("write-jobs"));
    published
        .flatMapValues(
            what -> what instanceof Published.Event(JobEvent event) ? List.of(event) : List.of(),
            Named.as("events"))
        .to(
            Topics.JOB_EVENTS.name(),
            Produced.with(Serdes.String(), new JsonSerde<>(JobEvent.class))
                .withName("write-job-events"));
    return builder.build();
  }

  /** What goes to the table of jobs: null deletes. */
  private static List<@Nullable Job> states(Published what) {
    return switch (what) {
      case Published.State(Job job) -> List.of(job);
      case Published.Gone _ -> Collections.singletonList(null);
      case Published.Event _ -> List.of();
    };
  }

  private static <V> Consumed<String, V> consumed(Serde<V> values) {
    return Consumed.with(Serdes.String(), values);
  }

  private static Serde<JobAccount> accountSerde() {
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
