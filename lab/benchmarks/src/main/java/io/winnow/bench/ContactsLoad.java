package io.winnow.bench;

import io.winnow.contracts.ContactKey;
import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.kafka.KafkaClients;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Fills a directory by what is asked of it, straight on the topic, without waiting for answers. */
final class ContactsLoad {
  private static final int DOMAINS = 2_000;
  private static final String NOBODY = "bench";

  private ContactsLoad() {}

  /** Writes contacts, whose ids are 1, 2 … in a new directory. */
  static void write(KafkaClients kafka, String account, int contacts) {
    JsonSerde<DirectoryCommand> commands = new JsonSerde<>(DirectoryCommand.class);
    String topic = Topics.DIRECTORY_COMMANDS.name();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            kafka.producer(Map.of(ProducerConfig.CLIENT_ID_CONFIG, "bench-contacts")),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int first = 1; first <= contacts; first += DirectoryCommand.MOST_ITEMS) {
        int last = Math.min(contacts, first + DirectoryCommand.MOST_ITEMS - 1);
        var _ =
            producer.send(
                new ProducerRecord<>(
                    topic, account, commands.serialize(topic, command(account, first, last))));
      }
      producer.flush();
    }
  }

  private static DirectoryCommand command(String account, int first, int last) {
    List<ContactWrite> writes = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      writes.add(
          ContactWrite.upsert(
              ContactKey.email("person%d@d%d.mx.lab.test".formatted(number, number % DOMAINS)),
              Map.of(
                  "first_name",
                  "Person",
                  "last_name",
                  "No " + number,
                  "job_title",
                  "Analyst",
                  "company",
                  "Company " + number % DOMAINS,
                  "city",
                  "Town")));
    }
    return new DirectoryCommand.Write(
        DirectoryCommand.VERSION,
        account,
        UUID.randomUUID().toString(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        NOBODY,
        writes,
        false);
  }
}
