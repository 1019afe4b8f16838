package io.winnow.contracts.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Account;
import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.LedgerEntry;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is on topics today must be readable, and what is written must stay what it is. */
class GoldenBytesTest {

  record Golden<T>(Serde<T> serde, T value, String json) {
    byte[] written() {
      return serde.serializer().serialize("topic", value);
    }

    T read(byte[] bytes) {
      return serde.deserializer().deserialize("topic", bytes);
    }

    @Override
    public String toString() {
      return json.substring(0, Math.min(60, json.length()));
    }
  }

  static Stream<Golden<?>> all() {
    List<Golden<?>> all = new ArrayList<>();
    all.add(
        new Golden<>(
            new AddressSubmittedSerde(), Samples.SUBMITTED_ROW, Samples.SUBMITTED_ROW_JSON));
    all.add(
        new Golden<>(new AddressVerifiedSerde(), Samples.VERIFIED_ROW, Samples.VERIFIED_ROW_JSON));
    all.add(
        new Golden<>(new AddressVerifiedSerde(), Samples.REFUSED_ROW, Samples.REFUSED_ROW_JSON));
    all.add(
        new Golden<>(new AddressSubmittedSerde(), Samples.HURRIED_ROW, Samples.HURRIED_ROW_JSON));
    all.add(new Golden<>(new AddressVerifiedSerde(), Samples.PROBED_ROW, Samples.PROBED_ROW_JSON));
    all.add(new Golden<>(new AddressSubmittedSerde(), Samples.FIRST_ROW, Samples.FIRST_ROW_JSON));
    all.add(
        new Golden<>(
            new AddressVerifiedSerde(), Samples.DUPLICATE_ROW, Samples.DUPLICATE_ROW_JSON));
    all.add(new Golden<>(new ProbeRequestedSerde(), Samples.PROBE, Samples.PROBE_JSON));
    all.add(
        new Golden<>(
            new JsonSerde<>(Submission.class), Samples.SUBMISSION, Samples.SUBMISSION_JSON));
    all.add(
        new Golden<>(
            new JsonSerde<>(Submission.class),
            Samples.HURRIED_SUBMISSION,
            Samples.HURRIED_SUBMISSION_JSON));
    all.add(
        new Golden<>(new JsonSerde<>(Job.class), Samples.RUNNING_JOB, Samples.RUNNING_JOB_JSON));
    all.add(new Golden<>(new JsonSerde<>(Job.class), Samples.FAILED_JOB, Samples.FAILED_JOB_JSON));
    all.add(new Golden<>(new JsonSerde<>(Account.class), Samples.ACCOUNT, Samples.ACCOUNT_JSON));
    all.add(new Golden<>(new JsonSerde<>(LedgerEntry.class), Samples.ENTRY, Samples.ENTRY_JSON));
    Samples.COMMANDS.forEach(
        (command, json) ->
            all.add(new Golden<>(new JsonSerde<>(AccountCommand.class), command, json)));
    Samples.ANSWERS.forEach(
        (answer, json) ->
            all.add(new Golden<>(new JsonSerde<>(AccountAnswer.class), answer, json)));
    all.add(new Golden<>(new JsonSerde<>(JobWaits.class), Samples.WAITS, Samples.WAITS_JSON));
    all.add(new Golden<>(new JsonSerde<>(SliceTally.class), Samples.TALLY, Samples.TALLY_JSON));
    Samples.EVENTS.forEach(
        (event, json) -> all.add(new Golden<>(new JsonSerde<>(JobEvent.class), event, json)));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  <T> void aRecordIsWrittenToTheByte(Golden<T> golden) {
    assertThat(new String(golden.written(), UTF_8)).isEqualTo(golden.json());
  }

  @ParameterizedTest
  @MethodSource("all")
  <T> void itsBytesAreReadBack(Golden<T> golden) {
    assertThat(golden.read(golden.json().getBytes(UTF_8))).isEqualTo(golden.value());
  }

  @ParameterizedTest
  @MethodSource("all")
  <T> void fieldsThatALaterVersionAddsAreIgnored(Golden<T> golden) {
    String added =
        "{\"a\":{\"b\":[1,{\"v\":99,\"reason\":\"x\"}],\"row\":{}},\"c\":[[\"]\",null],true,1.5],"
            + "\"d\":null,"
            + golden.json().substring(1, golden.json().length() - 1)
            + ",\"z\":{\"job\":[{}]}}";

    assertThat(golden.read(added.getBytes(UTF_8))).isEqualTo(golden.value());
  }

  @ParameterizedTest
  @MethodSource("all")
  <T> void nullIsATombstoneBothWays(Golden<T> golden) {
    assertThat(golden.serde().serializer().serialize("topic", null)).isNull();
    assertThat(golden.read(null)).isNull();
  }

  @Test
  void optionsOfASubmissionMayLackEitherPart() {
    String json = Samples.HURRIED_SUBMISSION_JSON.replace(",\"transcript\":true", "");

    Submission read = new JsonSerde<>(Submission.class).deserialize("topic", json.getBytes(UTF_8));

    assertThat(read.rowOptions())
        .isEqualTo(new RowOptions(Samples.HURRIED_ROW.options().deadline(), false));
    assertThat(Samples.SUBMISSION.rowOptions()).isEqualTo(RowOptions.PLAIN);
  }

  @Test
  void aTallyWritesOnlyWhatItReads() {
    RowTally tally =
        new RowTally(Samples.REFUSED_ROW.job(), 3, Samples.REFUSED_ROW.verdict().reason());
    RowTally.FromAddressVerified serde = new RowTally.FromAddressVerified();

    byte[] written = serde.serialize("topic", tally);

    assertThat(new String(written, UTF_8))
        .isEqualTo("{\"v\":1,\"job\":7231894528001234,\"row\":3,\"reason\":\"invalid_syntax\"}");
    assertThat(serde.deserialize("topic", written)).isEqualTo(tally);
  }

  @Test
  void aTallyKnowsADuplicate() {
    RowTally.FromAddressVerified serde = new RowTally.FromAddressVerified();

    RowTally read = serde.deserialize("topic", Samples.DUPLICATE_ROW_JSON.getBytes(UTF_8));

    assertThat(read).isEqualTo(new RowTally(Samples.DUPLICATE_ROW.job(), 51, Reason.NULL_MX, true));
    assertThat(serde.deserialize("topic", serde.serialize("topic", read))).isEqualTo(read);
  }

  @Test
  void countsWithoutDuplicatesSayNothingOfThem() {
    SliceTally tally =
        new SliceTally(1, Samples.TALLY.job(), 2, new SliceCounts(Map.of(Reason.NULL_MX, 1)));
    JsonSerde<SliceTally> serde = new JsonSerde<>(SliceTally.class);

    byte[] written = serde.serialize("topic", tally);

    assertThat(new String(written, UTF_8)).endsWith("\"counts\":{\"byReason\":{\"null_mx\":1}}}");
    assertThat(serde.deserialize("topic", written)).isEqualTo(tally);
    SliceTally none = new SliceTally(1, Samples.TALLY.job(), 2, new SliceCounts(Map.of()));
    assertThat(serde.deserialize("topic", serde.serialize("topic", none))).isEqualTo(none);
  }
}
