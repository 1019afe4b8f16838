package io.winnow.contracts.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Topic;
import io.winnow.contracts.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/asyncapi.yaml says what the serdes do. */
class AsyncApiTest {
  private static final JsonNode DOCUMENT = read();

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(Path.of("../docs/asyncapi.yaml").toFile());
    } catch (IOException e) {
      throw new AssertionError("docs/asyncapi.yaml is no YAML", e);
    }
  }

  record Sample(String schema, Deserializer<?> reader, String json) {
    @Override
    public String toString() {
      return schema + " " + json;
    }
  }

  static Stream<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (String json :
        List.of(Samples.SUBMITTED_ROW_JSON, Samples.HURRIED_ROW_JSON, Samples.FIRST_ROW_JSON)) {
      samples.add(new Sample("AddressSubmitted", new AddressSubmittedSerde(), json));
    }
    for (String json :
        List.of(
            Samples.VERIFIED_ROW_JSON,
            Samples.REFUSED_ROW_JSON,
            Samples.PROBED_ROW_JSON,
            Samples.DUPLICATE_ROW_JSON)) {
      samples.add(new Sample("AddressVerified", new AddressVerifiedSerde(), json));
    }
    for (String json : List.of(Samples.SUBMISSION_JSON, Samples.HURRIED_SUBMISSION_JSON)) {
      samples.add(new Sample("Submission", new JsonSerde<>(Submission.class), json));
    }
    for (String json : List.of(Samples.RUNNING_JOB_JSON, Samples.FAILED_JOB_JSON)) {
      samples.add(new Sample("Job", new JsonSerde<>(Job.class), json));
    }
    for (String json : Samples.EVENTS.values()) {
      samples.add(new Sample("JobEvent", new JsonSerde<>(JobEvent.class), json));
    }
    return samples.stream();
  }

  @Test
  void publicTopicsAreDescribedAndNoOthers() {
    List<String> addresses = new ArrayList<>();
    DOCUMENT.path("channels").forEach(channel -> addresses.add(channel.path("address").asText()));

    assertThat(addresses)
        .containsExactlyInAnyOrderElementsOf(Topics.PUBLIC.stream().map(Topic::name).toList());
    assertThat(Topics.ALL).containsAll(Topics.PUBLIC);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> broken =
        DOCUMENT.findValuesAsText("$ref").stream()
            .filter(ref -> !ref.startsWith("#/") || DOCUMENT.at(ref.substring(1)).isMissingNode())
            .toList();

    assertThat(DOCUMENT.findValuesAsText("$ref")).hasSizeGreaterThan(50);
    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenIsAsDescribedToTheLastField(Sample sample) throws IOException {
    assertThat(faults(strict(sample.schema), sample.json)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatLacksAFieldThatReadersNeedIsNotAsDescribed(Sample sample) throws IOException {
    ObjectNode whole = (ObjectNode) Json.MAPPER.readTree(sample.json);
    int needed = 0;
    for (String field : new TreeSet<>(names(whole))) {
      ObjectNode without = whole.deepCopy();
      without.remove(field);
      String json = Json.MAPPER.writeValueAsString(without);
      if (!reads(sample.reader, json)) {
        needed++;
        assertThat(faults(schema(sample.schema, DOCUMENT), json))
            .as("%s without %s", sample.schema, field)
            .isNotEmpty();
      }
    }
    assertThat(needed).isGreaterThan(1);
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean reads(Deserializer<?> reader, String json) {
    try {
      return reader.deserialize(null, json.getBytes(UTF_8)) != null;
    } catch (SerializationException e) {
      return false;
    }
  }

  @Test
  void everyKindOfEventHasASchemaAndASample() {
    assertThat(DOCUMENT.at("/components/schemas/JobEvent/oneOf"))
        .hasSameSizeAs(JobEvent.class.getPermittedSubclasses());
    assertThat(Samples.EVENTS.keySet().stream().map(Object::getClass).distinct())
        .hasSameSizeAs(JobEvent.class.getPermittedSubclasses());
  }

  @Test
  void examplesAreAsDescribed() throws IOException {
    int seen = 0;
    for (JsonNode message : DOCUMENT.at("/components/messages")) {
      String ref = message.at("/payload/$ref").asText();
      for (JsonNode example : message.path("examples")) {
        seen++;
        JsonSchema schema = strict(ref.substring(ref.lastIndexOf('/') + 1));
        assertThat(faults(schema, example.path("payload").toString())).as("%s", example).isEmpty();
      }
    }
    assertThat(seen).isGreaterThan(5);
  }

  private static Set<ValidationMessage> faults(JsonSchema schema, String json) throws IOException {
    return schema.validate(Json.MAPPER.readTree(json));
  }

  /** The same without leave for fields that are not described. */
  private static JsonSchema strict(String name) {
    JsonNode copy = DOCUMENT.deepCopy();
    for (JsonNode parent : copy.findParents("properties")) {
      ((ObjectNode) parent).put("additionalProperties", false);
    }
    return schema(name, copy);
  }

  private static JsonSchema schema(String name, JsonNode document) {
    ObjectNode schema = Json.MAPPER.createObjectNode();
    schema.put("$ref", "#/components/schemas/" + name);
    schema.set("components", document.path("components"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
  }
}
