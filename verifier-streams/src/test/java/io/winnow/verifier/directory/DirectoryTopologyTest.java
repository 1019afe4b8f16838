package io.winnow.verifier.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.AccountCommand.ContactAddress;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactCheck;
import io.winnow.contracts.ContactFilter;
import io.winnow.contracts.ContactKey;
import io.winnow.contracts.ContactLookup;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.directory.ContactPage;
import io.winnow.kit.directory.DirectoryBook;
import io.winnow.kit.directory.DirectoryDesk;
import io.winnow.kit.directory.DirectoryLine;
import io.winnow.kit.directory.DirectoryQuery;
import io.winnow.kit.kafka.StoreMemory;
import io.winnow.verifier.intake.WrongRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTopologyTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final JobId JOB = new JobId(7);

  @TempDir Path state;
  private TopologyTestDriver driver;
  private TestInputTopic<String, DirectoryCommand> commands;
  private TestInputTopic<String, ContactVerdict> verdicts;
  private TestInputTopic<String, AddressSubmitted> lookups;
  private TestOutputTopic<String, DirectoryAnswer> answers;
  private TestOutputTopic<String, Contact> contacts;
  private TestOutputTopic<String, AccountCommand> accountCommands;
  private TestOutputTopic<String, AddressSubmitted> addresses;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreMemory.class);
    properties.put(StoreMemory.BYTES, "8388608");
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, WrongRecords.class);
    properties.put(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, Topics.DEAD_LETTERS.name());
    driver =
        new TopologyTestDriver(
            DirectoryTopology.build(email -> email.contains("@"), Level.DNS), properties, NOON);
    StringSerializer keys = new StringSerializer();
    commands =
        driver.createInputTopic(
            Topics.DIRECTORY_COMMANDS.name(), keys, new JsonSerde<>(DirectoryCommand.class));
    verdicts =
        driver.createInputTopic(
            Topics.CONTACT_VERDICTS.name(), keys, new JsonSerde<>(ContactVerdict.class));
    lookups =
        driver.createInputTopic(Topics.CONTACT_LOOKUPS.name(), keys, new AddressSubmittedSerde());
    answers = output(Topics.DIRECTORY_ANSWERS.name(), new JsonSerde<>(DirectoryAnswer.class));
    contacts = output(Topics.CONTACTS.name(), new JsonSerde<>(Contact.class));
    accountCommands = output(Topics.ACCOUNT_COMMANDS.name(), new JsonSerde<>(AccountCommand.class));
    addresses =
        driver.createOutputTopic(
            Topics.ADDRESSES.name(), new StringDeserializer(), new AddressSubmittedSerde());
  }

  private <T> TestOutputTopic<String, T> output(String topic, JsonSerde<T> values) {
    return driver.createOutputTopic(topic, new StringDeserializer(), values);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private DirectoryAnswer.Written write(String nonce, ContactWrite... writes) {
    commands.pipeInput(
        "acme",
        new DirectoryCommand.Write(1, "acme", nonce, NOON, "berlin", List.of(writes), true));
    KeyValue<String, DirectoryAnswer> answer = answers.readKeyValue();
    assertThat(answer.key).isEqualTo("berlin");
    return (DirectoryAnswer.Written) answer.value;
  }

  /** A desk whose commands go through the topology. */
  private DirectoryDesk desk() {
    DirectoryLine line =
        new DirectoryLine() {
          @Override
          public DirectoryAnswer ask(DirectoryCommand command) {
            commands.pipeInput(command.account(), command);
            return answers.readValue();
          }

          @Override
          public void close() {}
        };
    return new DirectoryDesk(line, "berlin", Clock.systemUTC());
  }

  @Test
  void aNewContactIsToldAndItsAddressIsToBeChecked() {
    Contact contact =
        write("n1", ContactWrite.create("ada@acme.test", Map.of("city", "Paris")))
            .results()
            .getFirst()
            .contact();

    assertThat(contacts.readKeyValuesToList()).containsExactly(KeyValue.pair("acme/1", contact));
    assertThat(accountCommands.readKeyValuesToList())
        .containsExactly(
            KeyValue.pair(
                "acme",
                new AccountCommand.CheckContacts(
                    1,
                    "acme",
                    "n1",
                    NOON,
                    Level.DNS,
                    List.of(new ContactAddress(1, 1, "ada@acme.test")))));
  }

  @Test
  void aVerdictIsKeptWithTheContactAndTheBatchIsSettled() {
    write("n1", ContactWrite.create("ada@acme.test", Map.of()));
    contacts.readValue();
    accountCommands.readValue();

    verdicts.pipeInput(
        "acme", ContactVerdict.of(new ContactCheck(1, "acme", 1, "n1"), Reason.NULL_MX));

    assertThat(contacts.readValue().verification())
        .isEqualTo(Contact.Verification.pending(1).checked(Reason.NULL_MX, NOON));
    assertThat(accountCommands.readValue())
        .isEqualTo(new AccountCommand.Settle(1, "acme", "n1", NOON, JobId.NONE, 1));
  }

  @Test
  void aDeletedContactLeavesATombstone() {
    write("n1", ContactWrite.create("ada@acme.test", Map.of()));
    contacts.readValue();

    write("n2", ContactWrite.delete(ContactKey.email("ADA@acme.test")));

    assertThat(contacts.readKeyValuesToList()).containsExactly(KeyValue.pair("acme/1", null));
  }

  @Test
  void aCommandThatComesAgainIsAnsweredAgainAndDoneOnce() {
    long id = write("n1", ContactWrite.create("ada@acme.test", Map.of())).results().getFirst().id();
    contacts.readValue();

    DirectoryAnswer.Written again = write("n1", ContactWrite.create("ada@acme.test", Map.of()));

    assertThat(again.results().getFirst().id()).isEqualTo(id);
    assertThat(again.results().getFirst().fault()).isNull();
    assertThat(contacts.isEmpty()).isTrue();
  }

  @Test
  void whatWasAnsweredIsRememberedUntilManyOthersHaveBeen() {
    ContactWrite create = ContactWrite.create("ada@acme.test", Map.of());
    ContactWrite delete = ContactWrite.delete(ContactKey.id(999));
    write("first", create);
    for (int i = 1; i < StreamsShelf.MOST_ANSWERS; i++) {
      write("n" + i, delete);
    }
    assertThat(write("first", create).results().getFirst().fault()).isNull();

    write("one more", delete);

    assertThat(write("first", create).results().getFirst().fault()).isNotNull();
  }

  @Test
  void aCommandUnderAnothersKeyIsRefused() {
    commands.pipeInput(
        "other",
        new DirectoryCommand.Write(
            1,
            "acme",
            "n",
            NOON,
            "berlin",
            List.of(ContactWrite.create("ada@acme.test", Map.of())),
            true));

    assertThat(answers.readValue()).isInstanceOf(DirectoryAnswer.Refused.class);
    assertThat(contacts.isEmpty()).isTrue();
  }

  @Test
  void aPageOfManyContactsIsMadeInSteps() {
    DirectoryDesk desk = desk();
    List<ContactWrite> writes = new ArrayList<>();
    int many = DirectoryBook.MOST_LOOKED_AT + 500;
    for (int i = 1; i <= many; i++) {
      writes.add(ContactWrite.create(i + "@acme.test", Map.of("score", String.valueOf(i % 50))));
    }
    desk.write("acme", writes, false);
    desk.write("acmf", List.of(ContactWrite.create("else@acme.test", Map.of())), false);
    ContactFilter seven = new ContactFilter("score", ContactFilter.Test.EQUAL, "7");

    ContactPage page =
        desk.query("acme", new DirectoryQuery(List.of(seven), "id", true, 10, 3, true));
    ContactPage last = desk.query("acme", new DirectoryQuery(List.of(), "id", true, 0, 2, true));
    ContactPage range =
        desk.query(
            "acme",
            new DirectoryQuery(
                List.of(new ContactFilter("id", ContactFilter.Test.GREATER, "100")),
                "id",
                false,
                0,
                1,
                true));
    ContactPage best = desk.query("acme", new DirectoryQuery(List.of(), "score", true, 1, 2, true));

    assertThat(range.total()).isEqualTo(many - 100L);
    assertThat(range.contacts()).extracting(Contact::id).containsExactly(101L);
    long matching = (many - 7L) / 50 + 1;
    long greatest = (matching - 1) * 50 + 7;
    assertThat(page.total()).isEqualTo(matching);
    assertThat(page.contacts())
        .extracting(Contact::id)
        .containsExactly(greatest - 500, greatest - 550, greatest - 600);
    assertThat(last.total()).isEqualTo(many);
    assertThat(last.contacts()).extracting(Contact::id).containsExactly((long) many, many - 1L);
    assertThat(best.contacts())
        .extracting(contact -> contact.fields().get("score"))
        .containsExactly("49", "49");
  }

  private static AddressSubmitted lookup(long row, String id) {
    return new AddressSubmitted(
        JOB, row, id, Level.DNS, 0, List.of(), new RowOptions(NOON.plusSeconds(60), false));
  }

  @Test
  void aRowWithTheIdOfAContactGoesOnWithItsAddressAndDetails() {
    write(
        "n1", ContactWrite.create("ada@acme.test", Map.of("first_name", "Ada", "company", "Acme")));

    lookups.pipeInput("acme", lookup(3, "1"));

    KeyValue<String, AddressSubmitted> row = addresses.readKeyValue();
    assertThat(row.key).isEqualTo("ada@acme.test");
    assertThat(row.value.job()).isEqualTo(JOB);
    assertThat(row.value.row()).isEqualTo(3);
    assertThat(row.value.address()).isEqualTo("ada@acme.test");
    assertThat(row.value.options().deadline()).isEqualTo(NOON.plusSeconds(60));
    assertThat(withNames(row.value))
        .containsEntry(ContactLookup.CONTACT_ID, "1")
        .containsEntry(ContactLookup.FOUND, "yes")
        .containsEntry("email", "ada@acme.test")
        .containsEntry("first_name", "Ada")
        .containsEntry("last_name", "")
        .containsEntry("company", "Acme");
  }

  /** As a reader of the list sees them. */
  private static Map<String, String> withNames(AddressSubmitted row) {
    List<String> cells = new ArrayList<>(row.cells());
    cells.add(row.column(), row.address());
    assertThat(cells).hasSameSizeAs(ContactLookup.COLUMNS);
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      named.put(ContactLookup.COLUMNS.get(i), cells.get(i));
    }
    return named;
  }

  @Test
  void anIdThatNobodyHasIsARowThatSaysSo() {
    write("n1", ContactWrite.create("ada@acme.test", Map.of("first_name", "Ada")));
    List<String> ids = List.of("2", "", "0", "x", "-1", "99999999999999999999999");

    for (int i = 0; i < ids.size(); i++) {
      lookups.pipeInput("acme", lookup(i, ids.get(i)));
    }
    lookups.pipeInput("other", lookup(9, "1"));

    List<AddressSubmitted> rows = addresses.readValuesToList();
    assertThat(rows).hasSize(ids.size() + 1).allMatch(row -> row.address().isEmpty());
    for (int i = 0; i < ids.size(); i++) {
      assertThat(withNames(rows.get(i)))
          .containsEntry(ContactLookup.CONTACT_ID, ids.get(i))
          .containsEntry(ContactLookup.FOUND, "no")
          .containsEntry("first_name", "");
    }
    assertThat(withNames(rows.getLast())).containsEntry(ContactLookup.FOUND, "no");
  }

  @Test
  void aJobFailsWhenOneOfItsLookupsCannotBeRead() {
    TestOutputTopic<String, JobEvent> events =
        output(Topics.JOB_EVENTS.name(), new JsonSerde<>(JobEvent.class));

    driver
        .createInputTopic(
            Topics.CONTACT_LOOKUPS.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput("acme", "{\"v\":1,\"job\":7,\"row\":-1}".getBytes(UTF_8));

    assertThat(events.readValue())
        .isInstanceOfSatisfying(
            JobEvent.Failed.class,
            failed -> {
              assertThat(failed.job()).isEqualTo(JOB);
              assertThat(failed.code()).isEqualTo(WrongRecords.ROW_UNREADABLE);
            });
  }
}
