package io.winnow.verifier.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Topics;
import io.winnow.contracts.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a record that cannot be read says of itself, as far as it can be made out.
 *
 * @param job the job it belongs to; null when it names none
 * @param nonce of the submission that it would be; null when it names none
 */
record Claims(@Nullable JobId job, @Nullable String nonce) {

  /** Of the fields of its value, up to where it is no JSON any more; else of its headers. */
  static Claims of(byte @Nullable [] value, Headers headers) {
    Claims told = value == null ? new Claims(null, null) : ofValue(value);
    return told.job == null ? new Claims(jobOf(headers), told.nonce) : told;
  }

  private static Claims ofValue(byte[] value) {
    @Nullable JobId job = null;
    @Nullable String nonce = null;
    try (JsonParser json = Json.MAPPER.getFactory().createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return new Claims(null, null);
      }
      for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
        JsonToken token = json.nextToken();
        if (field.equals("job") && token == JsonToken.VALUE_NUMBER_INT) {
          job = new JobId(json.getLongValue());
        } else if (field.equals("nonce") && token == JsonToken.VALUE_STRING) {
          nonce = json.getText();
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // no JSON from here on, or no job's id: what came before counts
      return new Claims(job, nonce);
    }
    return new Claims(job, nonce);
  }

  private static @Nullable JobId jobOf(Headers headers) {
    Header header = headers.lastHeader(Topics.JOB_HEADER);
    if (header == null || header.value() == null) {
      return null;
    }
    try {
      return JobId.parse(new String(header.value(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
