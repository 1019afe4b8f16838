package io.winnow.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code multipart/form-data} (RFC 7578) part by part as it arrives, holding one buffer of
 * it. Jetty's parser pushes events; here they wait until they are asked for, and the next buffer is
 * read only when all of them are gone.
 */
final class MultipartReader {
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final int MOST_PARTS = 64;
  private static final int MOST_HEADER_BYTES = 8 * 1024;

  private sealed interface Event {
    record Header(String name, String value) implements Event {}

    record Headers() implements Event {}

    record Bytes(ByteBuffer buffer) implements Event {}

    record PartEnd() implements Event {}

    record End() implements Event {}

    record Failure(Throwable cause) implements Event {}
  }

  private final InputStream body;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final Queue<Event> events = new ArrayDeque<>();
  private final MultiPart.Parser parser;
  private boolean inPart;

  MultipartReader(InputStream body, String boundary) {
    this.body = body;
    this.parser = new MultiPart.Parser(boundary, new Listener());
    parser.setMaxParts(MOST_PARTS);
    parser.setPartHeadersMaxLength(MOST_HEADER_BYTES);
  }

  private final class Listener implements MultiPart.Parser.Listener {
    @Override
    public void onPartHeader(String name, String value) {
      events.add(new Event.Header(name, value));
    }

    @Override
    public void onPartHeaders() {
      events.add(new Event.Headers());
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
      if (chunk.hasRemaining()) {
        events.add(new Event.Bytes(chunk.getByteBuffer().slice()));
      }
    }

    @Override
    public void onPartEnd() {
      events.add(new Event.PartEnd());
    }

    @Override
    public void onComplete() {
      events.add(new Event.End());
    }

    @Override
    public void onFailure(Throwable failure) {
      events.add(new Event.Failure(failure));
    }
  }

  /**
   * A part of the form.
   *
   * @param name of the field; empty when the part does not say
   * @param fileName null when the part is not a file
   * @param contentType null when the part does not say
   * @param content to be read before the next part is asked for
   */
  record Part(
      String name, @Nullable String fileName, @Nullable String contentType, InputStream content) {}

  /**
   * The next part, after what is left of the one before; null after the last.
   *
   * @throws IOException when the form breaks off or is malformed
   */
  @Nullable Part next() throws IOException {
    @Nullable String disposition = null;
    @Nullable String contentType = null;
    while (true) {
      switch (event()) {
        case Event.Header(String name, String value) -> {
          if (name.equalsIgnoreCase("Content-Disposition")) {
            disposition = value;
          } else if (name.equalsIgnoreCase("Content-Type")) {
            contentType = value;
          }
        }
        case Event.Headers() -> {
          inPart = true;
          return new Part(
              Objects.requireNonNullElse(parameter(disposition, "name"), ""),
              parameter(disposition, "filename"),
              contentType,
              new PartContent());
        }
        case Event.Bytes ignored -> {}
        case Event.PartEnd() -> inPart = false;
        case Event.End() -> {
          return null;
        }
        case Event.Failure(Throwable cause) -> throw malformed(cause);
      }
    }
  }

  private static @Nullable String parameter(@Nullable String header, String name) {
    if (header == null) {
      return null;
    }
    Map<String, String> parameters = new HashMap<>();
    HttpField.getValueParameters(header, parameters);
    return parameters.get(name);
  }

  private Event event() throws IOException {
    while (true) {
      Event event = events.poll();
      if (event != null) {
        return event;
      }
      int read = body.read(buffer, 0, buffer.length);
      parser.parse(
          read < 0
              ? Content.Chunk.EOF
              : Content.Chunk.from(ByteBuffer.wrap(buffer, 0, read), false));
    }
  }

  private static IOException malformed(Throwable cause) {
    return new IOException("the form is malformed or breaks off: " + cause.getMessage(), cause);
  }

  private final class PartContent extends InputStream {
    private final byte[] single = new byte[1];
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    @Override
    public int read() throws IOException {
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (!bytes.hasRemaining()) {
        if (!inPart) {
          return -1;
        }
        switch (event()) {
          case Event.Bytes(ByteBuffer next) -> bytes = next;
          case Event.PartEnd() -> inPart = false;
          case Event.Failure(Throwable cause) -> throw malformed(cause);
          case Event.Header e -> throw new IllegalStateException("in a part: " + e);
          case Event.Headers e -> throw new IllegalStateException("in a part: " + e);
          case Event.End e -> throw new IllegalStateException("in a part: " + e);
        }
      }
      int read = Math.min(length, bytes.remaining());
      bytes.get(target, offset, read);
      return read;
    }
  }
}
