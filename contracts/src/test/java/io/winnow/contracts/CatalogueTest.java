package io.winnow.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

  @Test
  void reasonsHaveNamesOfTheirOwn() {
    assertThat(Reason.values())
        .extracting(Reason::wireName)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9]+(_[a-z]+)*"));
    assertThat(Reason.values()).extracting(Reason::meaning).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void aReasonIsFoundByItsNameAndSaysWhatItMeans(Reason reason) {
    assertThat(Reason.parse(reason.wireName())).isEqualTo(reason);
    assertThat(reason.meaning()).endsWith(".").doesNotContain("|");
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void everyStatusHasAReason(Status status) {
    assertThat(Reason.values()).extracting(Reason::status).contains(status);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void aStatusIsFoundByItsName(Status status) {
    assertThat(Status.parse(status.wireName())).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(JobState.class)
  void aStateIsFoundByItsName(JobState state) {
    assertThat(JobState.parse(state.wireName())).isEqualTo(state);
  }

  @ParameterizedTest
  @EnumSource(WebhookEvent.class)
  void anEventOfAWebhookIsFoundByItsName(WebhookEvent event) {
    assertThat(WebhookEvent.parse(event.wireName())).isEqualTo(event);
  }

  @ParameterizedTest
  @EnumSource(WebhookDelivery.State.class)
  void aStateOfADeliveryIsFoundByItsName(WebhookDelivery.State state) {
    assertThat(WebhookDelivery.State.parse(state.wireName())).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 51, 100})
  void aStepOfProgressThatIsNoneIsRefused(int step) {
    assertThatThrownBy(() -> new JobOptions("https://x.example", null, Dedupe.OFF, step, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("webhookProgress");
  }

  @Test
  void levelsStandInTheOrderOfWhatTheyInclude() {
    assertThat(Level.values()).containsExactly(Level.SYNTAX, Level.DNS, Level.SMTP);
    assertThat(Level.parse("dns")).isEqualTo(Level.DNS);
  }

  @Test
  void anUnknownNameIsToldWithTheKnownOnes() {
    assertThatThrownBy(() -> Level.parse("DNS"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("level 'DNS' is none of [dns, smtp, syntax]");
  }

  @Test
  void topicsHaveNamesOfTheirOwnAndOnlyTablesAndTheLedgerAreCompacted() {
    assertThat(Topics.ALL)
        .extracting(Topic::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith("winnow."));
    assertThat(Topics.ALL.stream().filter(Topic::compacted).collect(Collectors.toList()))
        .containsExactly(
            Topics.JOBS_TABLE,
            Topics.ACCOUNTS,
            Topics.LEDGER,
            Topics.WEBHOOK_DELIVERIES,
            Topics.CONTACTS);
    assertThat(Topics.ALL).hasSameSizeAs(Arrays.asList(topicFields()));
  }

  private static Object[] topicFields() {
    return Arrays.stream(Topics.class.getFields())
        .filter(field -> field.getType() == Topic.class)
        .toArray();
  }
}
