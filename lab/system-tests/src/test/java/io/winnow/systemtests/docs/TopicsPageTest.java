package io.winnow.systemtests.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactLookup;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.LedgerEntry;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topic;
import io.winnow.contracts.Topics;
import io.winnow.contracts.WebhookDelivery;
import io.winnow.contracts.WebhookRedelivery;
import io.winnow.contracts.json.AddressSubmittedSerde;
import io.winnow.contracts.json.AddressVerifiedSerde;
import io.winnow.contracts.json.Json;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.contracts.json.ProbeRequestedSerde;
import io.winnow.kit.settings.ServiceSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicsPageTest {
  private static final String PAGE = "docs/topics.md";

  @Test
  void everyTopicIsInTheTableAsTheProvisionerMakesIt() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            | Topic | Key | Value | Partitions | Kept |
            |---|---|---|---|---|
            """);
    for (Topic topic : Topics.ALL) {
      table.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  topic.name(),
                  topic.key(),
                  topic.value(),
                  partitions(topic.spread()),
                  kept(topic.retention())));
    }

    Page.read(PAGE).assertHolds(table.toString());
  }

  private static String partitions(Topic.Spread spread) {
    return switch (spread) {
      case WORK -> "`" + ServiceSettings.TOPIC_PARTITIONS.key() + "`";
      case JOBS -> "`" + ServiceSettings.JOB_PARTITIONS.key() + "`";
      case SINGLE -> "1";
    };
  }

  private static String kept(@Nullable Duration retention) {
    return retention == null ? "the latest of each key" : retention.toDays() + " days";
  }

  @Test
  void examplesOfRowsAreReadAndWrittenBackAsTheyStand() throws IOException {
    assertExamples("AddressSubmitted", new AddressSubmittedSerde());
    assertExamples("AddressVerified", new AddressVerifiedSerde());
    assertExamples("ProbeRequested", new ProbeRequestedSerde());
  }

  @Test
  void examplesOfJobsAreReadAndWrittenBackAsTheyStand() throws IOException {
    assertExamples("Submission", new JsonSerde<>(Submission.class));
    assertExamples("JobEvent", new JsonSerde<>(JobEvent.class));
    assertExamples("SliceTally", new JsonSerde<>(SliceTally.class));
    assertExamples("JobWaits", new JsonSerde<>(JobWaits.class));
    assertExamples("Job", new JsonSerde<>(Job.class));
  }

  @Test
  void examplesOfAccountsAreReadAndWrittenBackAsTheyStand() throws IOException {
    assertExamples("Account", new JsonSerde<>(Account.class));
    assertExamples("LedgerEntry", new JsonSerde<>(LedgerEntry.class));
    assertExamples("AccountCommand", new JsonSerde<>(AccountCommand.class));
    assertExamples("AccountAnswer", new JsonSerde<>(AccountAnswer.class));
  }

  @Test
  void examplesOfWebhooksAreReadAndWrittenBackAsTheyStand() throws IOException {
    assertExamples("WebhookDelivery", new JsonSerde<>(WebhookDelivery.class));
    assertExamples("WebhookRedelivery", new JsonSerde<>(WebhookRedelivery.class));
  }

  @Test
  void examplesOfContactsAreReadAndWrittenBackAsTheyStand() throws IOException {
    assertExamples("Contact", new JsonSerde<>(Contact.class));
    assertExamples("DirectoryCommand", new JsonSerde<>(DirectoryCommand.class));
    assertExamples("DirectoryAnswer", new JsonSerde<>(DirectoryAnswer.class));
    assertExamples("ContactVerdict", new JsonSerde<>(ContactVerdict.class));
  }

  @Test
  void theCellsOfLookupsAreNamedInTheirOrder() throws IOException {
    assertThat(Page.read(PAGE).section("## Contact lookups"))
        .contains(
            ContactLookup.COLUMNS.stream()
                .map(column -> "`" + column + "`")
                .collect(Collectors.joining(", ")));
  }

  private static <T> void assertExamples(String record, Serde<T> serde) throws IOException {
    List<String> examples = Page.codeBlocks(Page.read(PAGE).section("## " + record));
    assertThat(examples).as("%s shows no example of %s; add one", PAGE, record).isNotEmpty();
    for (String example : examples) {
      T read = serde.deserializer().deserialize(null, example.getBytes(UTF_8));
      String written = new String(serde.serializer().serialize(null, read), UTF_8);
      assertThat(Json.MAPPER.readTree(example))
          .as("%s: an example of %s is not what is written, which is%n%s", PAGE, record, written)
          .isEqualTo(Json.MAPPER.readTree(written));
    }
  }

  @Test
  void everyKindOfEventHasAnExample() throws IOException {
    Set<Class<?>> shown = new HashSet<>();
    for (String example : Page.codeBlocks(Page.read(PAGE).section("## JobEvent"))) {
      shown.add(Json.MAPPER.readValue(example, JobEvent.class).getClass());
    }

    assertThat(shown).containsExactlyInAnyOrder(JobEvent.class.getPermittedSubclasses());
  }

  @Test
  void everyKindOfCommandHasAnExample() throws IOException {
    Set<Class<?>> shown = new HashSet<>();
    for (String example : Page.codeBlocks(Page.read(PAGE).section("## AccountCommand"))) {
      shown.add(Json.MAPPER.readValue(example, AccountCommand.class).getClass());
    }

    assertThat(shown).containsExactlyInAnyOrder(AccountCommand.class.getPermittedSubclasses());
  }
}
