package io.winnow.verifier.directory;

import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.contracts.Level;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.verifier.intake.Required;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Keeps the directories of accounts. All that concerns an account meets in one task:
 *
 * <pre>
 * [directory-commands] ─▶ command ─┬─▶ [directory-answers]
 *                                  ├─▶ [contacts]
 *                                  └─▶ [account-commands] ─▶ (admission) ─▶ [addresses]
 * [contact-verdicts] ───▶ verdict ─┬─▶ [contacts]
 *                                  └─▶ [account-commands]
 * [contact-lookups] ────▶ lookup ────▶ [addresses]
 * </pre>
 */
public final class DirectoryTopology {
  static final String STORE = "directory";
  static final String WRITE_ANSWERS = "write-directory-answers";
  static final String WRITE_CONTACTS = "write-contacts";
  static final String WRITE_ACCOUNT_COMMANDS = "write-account-commands";

  private static final String READ_COMMANDS = "read-directory-commands";
  private static final String READ_VERDICTS = "read-contact-verdicts";
  private static final String READ_LOOKUPS = "read-contact-lookups";
  private static final String COMMAND = "command";
  private static final String VERDICT = "verdict";
  private static final String LOOKUP = "lookup";
  private static final String WRITE_ADDRESSES = "write-addresses";

  private DirectoryTopology() {}

  /**
   * @param addresses whether a text could be an address at all
   * @param level how far to verify contacts' addresses
   */
  public static Topology build(Predicate<String> addresses, Level level) {
    return new Topology()
        .addSource(
            READ_COMMANDS,
            new StringDeserializer(),
            json(DirectoryCommand.class),
            Topics.DIRECTORY_COMMANDS.name())
        .addSource(
            READ_VERDICTS,
            new StringDeserializer(),
            json(ContactVerdict.class),
            Topics.CONTACT_VERDICTS.name())
        .addSource(
            READ_LOOKUPS,
            new StringDeserializer(),
            new Required<>(new AddressSubmittedSerde()),
            Topics.CONTACT_LOOKUPS.name())
        .addProcessor(COMMAND, () -> new DirectoryProcessor(addresses, level), READ_COMMANDS)
        .addProcessor(VERDICT, () -> new VerdictProcessor(level), READ_VERDICTS)
        .addProcessor(LOOKUP, LookupProcessor::new, READ_LOOKUPS)
        .addStateStore(store(), COMMAND, VERDICT, LOOKUP)
        .addSink(
            WRITE_ANSWERS,
            Topics.DIRECTORY_ANSWERS.name(),
            new StringSerializer(),
            new JsonSerde<>(DirectoryAnswer.class),
            COMMAND)
        .addSink(
            WRITE_CONTACTS,
            Topics.CONTACTS.name(),
            new StringSerializer(),
            new JsonSerde<>(Contact.class),
            COMMAND,
            VERDICT)
        .addSink(
            WRITE_ACCOUNT_COMMANDS,
            Topics.ACCOUNT_COMMANDS.name(),
            new StringSerializer(),
            new JsonSerde<>(AccountCommand.class),
            COMMAND,
            VERDICT)
        .addSink(
            WRITE_ADDRESSES,
            Topics.ADDRESSES.name(),
            new StringSerializer(),
            new AddressSubmittedSerde(),
            LOOKUP);
  }

  private static <T> Deserializer<T> json(Class<T> type) {
    return new Required<>(new JsonSerde<>(type));
  }

  /** A contact is written when it changes and when its verdict comes: much of it is soon dead. */
  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
        .withLoggingEnabled(
            Map.of(
                TopicConfig.SEGMENT_BYTES_CONFIG,
                Integer.toString(64 * 1024 * 1024),
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                "0.3"));
  }
}
