package io.winnow.kit.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.winnow.kit.dialect.MalformedInput.Fault;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/**
 * JSON of strangers (RFC 8259): bounded in depth, in size and in the length of names, strings and
 * numbers; no key twice in an object. Safe for concurrent use.
 */
public final class BoundedJson {
  /** What a dialect reads as a whole: a megabyte. */
  public static final BoundedJson SMALL = new BoundedJson(1 << 20);

  private static final int MOST_DEPTH = 32;
  private static final int LONGEST_NAME = 1_000;
  private static final int LONGEST_NUMBER = 40;
  private static final int LONGEST_STRING = 1 << 20;

  private final JsonMapper mapper;

  /**
   * @param mostBytes of a document, about: a parser reads ahead
   */
  public BoundedJson(long mostBytes) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxDocumentLength(mostBytes)
                    .maxNameLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(LONGEST_STRING)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    this.mapper =
        JsonMapper.builder(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  }

  /** Reads with a parser of this kind. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Reads; what the parser throws is told as {@link MalformedInput}. */
    T read(JsonParser parser) throws IOException, MalformedInput;
  }

  /**
   * A document as a whole; a missing node when it is empty. Does not close the stream.
   *
   * @throws MalformedInput when it is none, or larger than allowed
   * @throws IOException when it cannot be read
   */
  public JsonNode tree(InputStream in) throws MalformedInput, IOException {
    return telling(() -> mapper.readTree(in));
  }

  /** The same of text. */
  public JsonNode tree(String text) throws MalformedInput {
    try {
      return telling(() -> mapper.readTree(text));
    } catch (IOException e) {
      throw new MalformedInput(Fault.NOT_WELL_FORMED, "it is no JSON", e);
    }
  }

  /**
   * Reads a document token by token. Does not close the stream.
   *
   * @throws MalformedInput when it is no JSON, or larger than allowed
   * @throws IOException when it cannot be read
   */
  public <T> T read(InputStream in, Reading<T> reading) throws MalformedInput, IOException {
    return telling(
        () -> {
          try (JsonParser parser = mapper.createParser(in)) {
            return reading.read(parser);
          }
        });
  }

  /** Something that reads. */
  @FunctionalInterface
  private interface Attempt<T> {
    T run() throws IOException, MalformedInput;
  }

  private static <T> T telling(Attempt<T> attempt) throws MalformedInput, IOException {
    try {
      return attempt.run();
    } catch (StreamConstraintsException e) {
      throw new MalformedInput(Fault.TOO_LARGE, "the JSON is too large or too deep" + place(e), e);
    } catch (JsonProcessingException e) {
      String said = String.valueOf(e.getOriginalMessage());
      if (said.startsWith("Duplicate field")) {
        throw new MalformedInput(
            Fault.DUPLICATE_KEY, "an object of the JSON has a key twice" + place(e), e);
      }
      throw new MalformedInput(Fault.NOT_WELL_FORMED, "the body is no JSON" + place(e), e);
    } catch (CharConversionException e) {
      throw new MalformedInput(Fault.NOT_WELL_FORMED, "the body is no text in UTF-8", e);
    }
  }

  private static String place(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : ", at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }
}
