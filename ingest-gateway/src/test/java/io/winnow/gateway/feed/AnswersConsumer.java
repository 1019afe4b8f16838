package io.winnow.gateway.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressVerifiedSerde;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;

/** Kafka's mock over the topic of answers. */
public final class AnswersConsumer extends MockConsumer<byte[], byte[]> {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.ANSWERS.name(), 0);

  private final AddressVerifiedSerde answers = new AddressVerifiedSerde();
  private long next;

  public AnswersConsumer() {
    super("earliest");
    updateBeginningOffsets(Map.of(PARTITION, 0L));
    updateEndOffsets(new HashMap<>(Map.of(PARTITION, 0L)));
  }

  /** An answer is on the topic; whoever is to read it has to be listening. */
  public void add(String gateway, AddressVerified answer) {
    add(gateway.getBytes(UTF_8), answers.serialize(PARTITION.topic(), answer));
  }

  /** Something is on the topic. */
  public synchronized void add(byte[] key, byte[] value) {
    addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, next++, key, value));
  }
}
