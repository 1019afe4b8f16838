package io.winnow.gateway.dialect.bevservice;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.winnow.kit.dialect.BevserviceForm;
import io.winnow.kit.dialect.BoundedJson;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.MalformedInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code /request}, read token by token: of its addresses no more is held in memory
 * than one, and the rest of it is small. For one thread.
 */
final class CreateRequest implements AutoCloseable {
  /** Room for as many addresses as there may be, each as long as any. */
  private static final long MOST_BYTES = 32L << 20;

  private static final BoundedJson JSON = new BoundedJson(MOST_BYTES);
  private static final Set<String> VERSIONS = Set.of("2", "3");
  private static final int NEWEST_VERSION = 3;

  private final EmailsFile emails;

  /** Addresses that may come before the key without a place. */
  private static final int MOST_UNKEYED = 2_000;

  private final Consumer<String> key;
  private final Semaphore unkeyed;
  private final List<String> faults = new ArrayList<>();
  private BevserviceForm form = BevserviceForm.JSON;
  private int version = NEWEST_VERSION;
  private boolean keyed;
  private boolean held;

  /**
   * @param emails takes the addresses
   * @param key hears the key as soon as it is found, and throws when it is nobody's
   * @param unkeyed places for those whose key comes behind many addresses, so that nobody fills the
   *     disk who has no key
   */
  CreateRequest(EmailsFile emails, Consumer<String> key, Semaphore unkeyed) {
    this.unkeyed = unkeyed;
    this.emails = emails;
    this.key = key;
  }

  /** How the answer is to be written. */
  BevserviceForm form() {
    return form;
  }

  /** Of the API: 2 or 3. */
  int version() {
    return version;
  }

  /** Whether there was a key. */
  boolean keyed() {
    return keyed;
  }

  /**
   * Reads all of it.
   *
   * @throws DialectError when it cannot be read to its end
   * @throws IOException when the connection fails
   */
  void read(InputStream body) throws IOException {
    try {
      JSON.read(
          body,
          parser -> {
            members(parser);
            return true;
          });
    } catch (MalformedInput e) {
      throw DialectError.of(
          400, "The request body should be a valid JSON object: %s.".formatted(e.getMessage()));
    }
  }

  /**
   * @throws DialectError when what was read is no good request
   */
  void requireGood() {
    if (emails.count() == 0 && faults.isEmpty()) {
      faults.add("The emails field is required.");
    }
    if (!faults.isEmpty()) {
      throw DialectError.of(400, faults);
    }
  }

  private void members(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw DialectError.of(400, "The request body should be a valid JSON object.");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "apiKey" -> key(value == JsonToken.VALUE_STRING ? parser.getText() : null);
        case "emails" -> emails(parser, value);
        case "format" -> form(value == JsonToken.VALUE_NULL ? null : parser.getText());
        case "version" -> version(value == JsonToken.VALUE_NULL ? null : parser.getText());
        default -> {}
      }
      // whatever else a container holds; of a scalar this is nothing
      parser.skipChildren();
    }
    if (parser.nextToken() != null) {
      throw DialectError.of(400, "The request body should be one JSON object.");
    }
  }

  private void key(@Nullable String found) {
    if (found != null) {
      keyed = true;
      key.accept(found);
    }
  }

  private void holdPlace() {
    if (!unkeyed.tryAcquire()) {
      throw DialectError.of(
          503, "Too many requests whose apiKey comes last. Send apiKey first, or try again.");
    }
    held = true;
  }

  @Override
  public void close() {
    if (held) {
      unkeyed.release();
    }
  }

  private void emails(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_ARRAY) {
      faults.add("The emails field should be an array.");
      return;
    }
    for (JsonToken item = parser.nextToken();
        item != JsonToken.END_ARRAY;
        item = parser.nextToken()) {
      if (item == JsonToken.VALUE_STRING) {
        if (!keyed && emails.count() == MOST_UNKEYED) {
          holdPlace();
        }
        emails.add(parser.getText());
      } else {
        faults.add("The emails field should be an array of strings.");
        skipRest(parser);
        return;
      }
    }
  }

  /** To the end of the array that the parser is in. */
  private static void skipRest(JsonParser parser) throws IOException {
    parser.skipChildren();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
    }
  }

  private void form(@Nullable String name) {
    if (name == null) {
      return;
    }
    try {
      form = BevserviceForm.parse(name, BevserviceForm.OF_DOCUMENTS);
    } catch (DialectError e) {
      faults.addAll(e.messages());
    }
  }

  private void version(@Nullable String said) {
    if (said == null) {
      return;
    }
    if (VERSIONS.contains(said)) {
      version = Integer.parseInt(said);
    } else {
      faults.add("The version field should have one of the following values: 2, 3.");
    }
  }
}
