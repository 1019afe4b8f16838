package io.winnow.contracts.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.Submission;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongBytesTest {
  private static final Set<String> OPTIONAL =
      Set.of(
          "chargeable",
          "finalRows",
          "existing",
          "options",
          "jobOptions",
          "idempotency",
          "credits",
          "cells",
          "duplicates",
          "duplicate_of",
          "status",
          "detail",
          "normalized",
          "mail_host",
          "flags",
          "implicit_mx",
          "etaSeconds",
          "completedAt",
          "counts",
          "failure");

  private static final ProbeRequestedSerde PROBE = new ProbeRequestedSerde();
  private static final RowTally.FromAddressVerified TALLY = new RowTally.FromAddressVerified();
  private static final AddressSubmittedSerde SUBMITTED = new AddressSubmittedSerde();
  private static final AddressVerifiedSerde VERIFIED = new AddressVerifiedSerde();
  private static final JsonSerde<Submission> SUBMISSION = new JsonSerde<>(Submission.class);
  private static final JsonSerde<Job> JOB = new JsonSerde<>(Job.class);
  private static final JsonSerde<JobEvent> EVENT = new JsonSerde<>(JobEvent.class);
  private static final JsonSerde<SliceTally> SLICE_TALLY = new JsonSerde<>(SliceTally.class);

  static Stream<Arguments> readersAndJson() {
    List<Arguments> all = new ArrayList<>();
    all.add(Arguments.of(SUBMITTED, Samples.SUBMITTED_ROW_JSON));
    all.add(Arguments.of(VERIFIED, Samples.VERIFIED_ROW_JSON));
    all.add(Arguments.of(PROBE, Samples.PROBE_JSON));
    all.add(Arguments.of(SUBMITTED, Samples.FIRST_ROW_JSON));
    all.add(Arguments.of(VERIFIED, Samples.DUPLICATE_ROW_JSON));
    all.add(Arguments.of(VERIFIED, Samples.REFUSED_ROW_JSON));
    all.add(Arguments.of(SUBMISSION, Samples.SUBMISSION_JSON));
    all.add(Arguments.of(JOB, Samples.RUNNING_JOB_JSON));
    all.add(Arguments.of(JOB, Samples.FAILED_JOB_JSON));
    all.add(Arguments.of(SLICE_TALLY, Samples.TALLY_JSON));
    Samples.EVENTS.values().forEach(json -> all.add(Arguments.of(EVENT, json)));
    return all.stream();
  }

  static Stream<Arguments> readersJsonAndRequiredField() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (Arguments readerAndJson : readersAndJson().toList()) {
      String json = (String) readerAndJson.get()[1];
      for (String field : fieldsOf(json)) {
        if (!OPTIONAL.contains(field)) {
          all.add(Arguments.of(readerAndJson.get()[0], json, field));
        }
      }
    }
    all.add(Arguments.of(SLICE_TALLY, Samples.TALLY_JSON, "counts"));
    for (String field : List.of("v", "job", "row", "reason")) {
      all.add(Arguments.of(TALLY, Samples.VERIFIED_ROW_JSON, field));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("readersJsonAndRequiredField")
  void aMissingFieldIsNamed(Deserializer<?> reader, String json, String field) throws IOException {
    ObjectNode without = object(json);
    without.remove(field);

    assertRefused(reader, without, field);
  }

  @ParameterizedTest
  @MethodSource("readersJsonAndRequiredField")
  void aFieldThatIsNullIsNamed(Deserializer<?> reader, String json, String field)
      throws IOException {
    assertRefused(reader, object(json).putNull(field), field);
  }

  @ParameterizedTest
  @MethodSource("readersJsonAndRequiredField")
  void aFieldOfAnotherTypeIsNamed(Deserializer<?> reader, String json, String field)
      throws IOException {
    ObjectNode wrong = object(json);
    if (wrong.get(field).isTextual()) {
      wrong.put(field, true);
    } else {
      wrong.put(field, "17");
    }

    assertRefused(reader, wrong, field);
  }

  @ParameterizedTest
  @MethodSource("readersAndJson")
  void anOptionalFieldMayBeAbsentOrNull(Deserializer<?> reader, String json) throws IOException {
    for (String field : List.of("detail", "normalized", "mail_host", "etaSeconds", "failure")) {
      if (fieldsOf(json).contains(field)) {
        ObjectNode without = object(json);
        without.remove(field);

        Object withNull = reader.deserialize("topic", bytes(object(json).putNull(field)));

        assertThat(withNull).isEqualTo(reader.deserialize("topic", bytes(without)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("readersAndJson")
  void aNewerVersionIsRefused(Deserializer<?> reader, String json) throws IOException {
    for (int version : new int[] {2, 0, -1}) {
      assertThatThrownBy(() -> reader.deserialize("topic", bytes(object(json).put("v", version))))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("version " + version)
          .hasMessageContaining("unknown here, newest is 1");
    }
  }

  @Test
  void aTallySeesANewerVersionWhereverItStands() {
    String last = "{\"job\":7,\"row\":1,\"reason\":\"null_mx\",\"v\":2}";

    assertThatThrownBy(() -> TALLY.deserialize("topic", last.getBytes(UTF_8)))
        .hasMessage("AddressVerified: version 2 is unknown here, newest is 1");
  }

  @ParameterizedTest
  @MethodSource("readersAndJson")
  void whatIsCutOffAnywhereIsRefused(Deserializer<?> reader, String json) {
    byte[] whole = json.getBytes(UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> reader.deserialize("topic", cut))
          .as("the first %s bytes", length)
          .isInstanceOf(SerializationException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("readersAndJson")
  void whatFollowsTheRecordIsRefused(Deserializer<?> reader, String json) {
    assertThatThrownBy(() -> reader.deserialize("topic", (json + "{}").getBytes(UTF_8)))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> reader.deserialize("topic", (json + "x").getBytes(UTF_8)))
        .isInstanceOf(SerializationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "17", "\"text\"", "true", "\u0000\u0001", "<job/>", "{]"})
  void whatIsNoJsonObjectIsRefused(String garbage) {
    for (Deserializer<?> reader : List.of(SUBMITTED, VERIFIED, TALLY, SUBMISSION, JOB, EVENT)) {
      assertThatThrownBy(() -> reader.deserialize("topic", garbage.getBytes(UTF_8)))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    byte[] latin = Samples.SUBMITTED_ROW_JSON.getBytes(ISO_8859_1);

    assertThatThrownBy(() -> SUBMITTED.deserialize("topic", latin))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "row, -1, 'row'",
    "row, 1.5, 'row'",
    "row, 92233720368547758070, 'out of range'",
    "column, -1, 'column'",
    "column, 2147483648, 'column'",
    "job, 0, 'job id 0'",
    "job, 9007199254740992, 'job id 9007199254740992'",
    "reason, '\"bored\"', 'reason ''bored'''",
    "cells, '[1]', 'cells'",
    "cells, '[[]]', 'cells'",
    "cells, '\"a\"', 'cells'",
    "v, 1.0, 'v'",
  })
  void aValueThatCannotBeIsNamed(String field, String value, String named) throws IOException {
    ObjectNode wrong = object(Samples.VERIFIED_ROW_JSON);
    wrong.set(field, Json.MAPPER.readTree(value));

    assertThatThrownBy(() -> VERIFIED.deserialize("topic", bytes(wrong)))
        .isInstanceOf(SerializationException.class)
        .hasMessageStartingWith("AddressVerified: ")
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource({
    "duplicate_of, 50, 'duplicate_of'",
    "duplicate_of, -1, 'duplicate_of'",
    "duplicate_of, '\"1\"', 'duplicate_of'",
    "duplicates, 1, 'duplicates'",
    "duplicates, '{}', 'duplicates'",
    "duplicates, '[1]', 'duplicates'",
    "duplicates, '[[]]', 'duplicates'",
    "duplicates, '[{\"row\":60}]', 'address'",
    "duplicates, '[{\"address\":\"x\"}]', 'row'",
    "duplicates, '[{\"row\":-60,\"address\":\"x\"}]', 'row'",
  })
  void aDuplicateThatCannotBeIsNamed(String field, String value, String named) throws IOException {
    ObjectNode wrong = object(Samples.FIRST_ROW_JSON);
    wrong.set(field, Json.MAPPER.readTree(value));

    assertThatThrownBy(() -> SUBMITTED.deserialize("topic", bytes(wrong)))
        .isInstanceOf(SerializationException.class)
        .hasMessageStartingWith("AddressSubmitted: ")
        .hasMessageContaining(named);
  }

  @Test
  void anEventOfAnUnknownTypeIsNamed() {
    assertThatThrownBy(
            () ->
                EVENT.deserialize(
                    "topic", "{\"type\":\"promoted\",\"v\":1,\"job\":7}".getBytes(UTF_8)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("promoted");
  }

  @Test
  void nestingWithoutEndIsRefusedAndDoesNotExhaustTheStack() {
    String deep = "{\"v\":1,\"x\":" + "[".repeat(100_000);

    for (Deserializer<?> reader : List.of(SUBMITTED, TALLY, JOB)) {
      assertThatThrownBy(() -> reader.deserialize("topic", deep.getBytes(UTF_8)))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("nesting depth");
    }
  }

  private static void assertRefused(Deserializer<?> reader, ObjectNode json, String field) {
    assertThatThrownBy(() -> reader.deserialize("topic", bytes(json)))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining(field);
  }

  private static List<String> fieldsOf(String json) throws IOException {
    List<String> fields = new ArrayList<>();
    object(json).fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  private static ObjectNode object(String json) throws IOException {
    return (ObjectNode) Json.MAPPER.readTree(json);
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(UTF_8);
  }
}
