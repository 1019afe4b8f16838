package io.winnow.verifier.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.ContactCheck;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.RowCopy;
import io.winnow.contracts.Topics;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.json.AddressVerifiedSerde;
import io.winnow.contracts.json.JsonSerde;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes verdicts, of a row's duplicates as well as its own, and copies those that a gateway waits
 * for. Verdicts of contacts' addresses, which are rows of no job, go to the directory alone.
 */
public final class PublishProcessor
    extends ContextualProcessor<Object, VerifiedRow, String, Object> {
  private static final String WRITE_VERIFIED = "write-verified-addresses";
  private static final String WRITE_ANSWERS = "write-answers";
  private static final String WRITE_CONTACT_VERDICTS = "write-contact-verdicts";

  private final SliceKeys sliceKeys = new SliceKeys();

  private PublishProcessor() {}

  /**
   * Adds it to a topology, with its sinks.
   *
   * @param name of the node
   * @param parents which forward {@link VerifiedRow}, with any key and the headers that came with
   *     the row
   * @return the topology
   */
  public static Topology addTo(Topology topology, String name, String... parents) {
    return topology
        .addProcessor(name, PublishProcessor::new, parents)
        .addSink(
            WRITE_VERIFIED,
            Topics.VERIFIED_ADDRESSES.name(),
            new StringSerializer(),
            new AddressVerifiedSerde(),
            name)
        .addSink(
            WRITE_ANSWERS,
            Topics.ANSWERS.name(),
            new StringSerializer(),
            new AddressVerifiedSerde(),
            name)
        .addSink(
            WRITE_CONTACT_VERDICTS,
            Topics.CONTACT_VERDICTS.name(),
            new StringSerializer(),
            new JsonSerde<>(ContactVerdict.class),
            name);
  }

  @Override
  public void process(Record<Object, VerifiedRow> record) {
    AddressSubmitted row = record.value().row();
    Verdict verdict = record.value().verdict();
    ContactCheck check = ContactCheck.of(row);
    if (check != null) {
      context()
          .forward(
              record.withKey(check.account()).withValue(ContactVerdict.of(check, verdict.reason())),
              WRITE_CONTACT_VERDICTS);
      return;
    }
    Record<String, AddressVerified> verified =
        record
            .withKey(sliceKeys.of(row.job(), row.row()))
            .withValue(AddressVerified.of(row, verdict));
    context().forward(verified, WRITE_VERIFIED);
    Header answerTo = record.headers().lastHeader(Topics.ANSWER_TO_HEADER);
    if (answerTo != null && answerTo.value() != null) {
      context().forward(verified.withKey(new String(answerTo.value(), UTF_8)), WRITE_ANSWERS);
    }
    if (!row.duplicates().isEmpty()) {
      publishDuplicates(record);
    }
  }

  /** Nobody waits for these. */
  private void publishDuplicates(Record<Object, VerifiedRow> record) {
    AddressSubmitted row = record.value().row();
    Verdict verdict = record.value().verdict();
    Headers headers = record.headers();
    if (headers.lastHeader(Topics.ANSWER_TO_HEADER) != null) {
      headers = new RecordHeaders(headers).remove(Topics.ANSWER_TO_HEADER);
    }
    for (RowCopy duplicate : row.duplicates()) {
      context()
          .forward(
              new Record<>(
                  sliceKeys.of(row.job(), duplicate.row()),
                  AddressVerified.of(row, duplicate, verdict),
                  record.timestamp(),
                  headers),
              WRITE_VERIFIED);
    }
  }
}
