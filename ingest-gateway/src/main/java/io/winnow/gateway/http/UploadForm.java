package io.winnow.gateway.http;

import io.winnow.kit.http.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jetty.http.MultiPart;
import org.jspecify.annotations.Nullable;

/** An HTML form with a list in it: the fields that matter first, then the file. */
public final class UploadForm {
  private static final int LONGEST_BOUNDARY = 70;
  private static final int MOST_FIELD_BYTES = 8 * 1024;

  private final Map<String, String> fields = new HashMap<>();
  private final Rules rules;
  private final MultipartReader parts;
  private final MultipartReader.Part file;

  /**
   * What is in such a form.
   *
   * @param fields those that matter; others are passed over
   * @param isFile whether a part may be the list
   * @param missing what to do about a form without one, for people
   */
  public record Rules(Set<String> fields, Predicate<MultipartReader.Part> isFile, String missing) {}

  private UploadForm(MultipartReader parts, Rules rules) throws IOException {
    this.rules = rules;
    this.parts = parts;
    this.file = readUpToFile();
  }

  /**
   * Reads a form up to its file.
   *
   * @param contentType with the boundary
   * @throws Problem when there is no file, or no form
   */
  public static UploadForm read(InputStream body, String contentType, Rules rules) {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null || boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
      throw Problem.of(
          400,
          "malformed_form",
          "the content type names no boundary of 1 to 70 characters; let the client make it");
    }
    try {
      return new UploadForm(new MultipartReader(body, boundary), rules);
    } catch (IOException e) {
      throw Problem.of(
          400,
          "malformed_form",
          "the body is not whole multipart/form-data: " + e.getMessage() + "; send it again");
    }
  }

  /** The form's field; null when it is not there. */
  public @Nullable String field(String name) {
    return fields.get(name);
  }

  /** The file's name; null when the form does not say. */
  public @Nullable String fileName() {
    return file.fileName();
  }

  /** The file's content type; null when the form does not say. */
  public @Nullable String contentType() {
    return file.contentType();
  }

  /** The file. Its end is reported only when the form ends well behind it. */
  public InputStream content() {
    return new WithFormsEnd(file.content());
  }

  private MultipartReader.Part readUpToFile() throws IOException {
    for (MultipartReader.Part part = parts.next(); part != null; part = parts.next()) {
      if (rules.isFile.test(part)) {
        return part;
      }
      if (rules.fields.contains(part.name())) {
        fields.put(part.name(), text(part));
      }
    }
    throw Problem.of(400, "no_file", "the form has no file; " + rules.missing);
  }

  private static String text(MultipartReader.Part part) throws IOException {
    byte[] bytes = part.content().readNBytes(MOST_FIELD_BYTES + 1);
    if (bytes.length > MOST_FIELD_BYTES) {
      throw Problem.of(
          400,
          "field_too_long",
          "the field '" + part.name() + "' is longer than " + MOST_FIELD_BYTES + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private final class WithFormsEnd extends FilterInputStream {
    private boolean ended;

    WithFormsEnd(InputStream content) {
      super(content);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      endIf(read < 0);
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      endIf(read < 0);
      return read;
    }

    /** A field behind the file comes too late to be heeded, which the client has to know. */
    private void endIf(boolean fileEnds) throws IOException {
      if (!fileEnds || ended) {
        return;
      }
      ended = true;
      for (MultipartReader.Part part = parts.next(); part != null; part = parts.next()) {
        if (rules.fields.contains(part.name())) {
          throw Problem.of(
              400,
              "field_after_file",
              "the field '"
                  + part.name()
                  + "' comes after the file; put it before the file, or into the URL");
        }
        if (rules.isFile.test(part) && part.content().read() >= 0) {
          throw Problem.of(
              400,
              "several_files",
              "the form has more than one file; send each as a form of its own");
        }
      }
    }
  }
}
