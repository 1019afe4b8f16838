package io.winnow.verifier.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressVerifiedSerde;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Writes verdicts, and copies those that a gateway waits for. */
public final class PublishProcessor
    extends ContextualProcessor<String, AddressVerified, String, AddressVerified> {
  private static final String WRITE_VERIFIED = "write-verified-addresses";
  private static final String WRITE_ANSWERS = "write-answers";

  private PublishProcessor() {}

  /**
   * Adds it to a topology, with its sinks.
   *
   * @param name of the node
   * @param parents which forward records with the slice's key, and the headers that came with the
   *     row
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
            name);
  }

  @Override
  public void process(Record<String, AddressVerified> verified) {
    context().forward(verified, WRITE_VERIFIED);
    Header answerTo = verified.headers().lastHeader(Topics.ANSWER_TO_HEADER);
    if (answerTo != null && answerTo.value() != null) {
      context().forward(verified.withKey(new String(answerTo.value(), UTF_8)), WRITE_ANSWERS);
    }
  }
}
