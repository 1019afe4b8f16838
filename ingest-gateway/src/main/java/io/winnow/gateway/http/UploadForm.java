package io.winnow.gateway.http;

import io.winnow.kit.http.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An HTML form with a list in it: the fields that matter first, then the file. */
final class UploadForm {
  private static final Set<String> FIELDS = Set.copyOf(IncomingList.PARAMETERS);
  private static final Set<String> FILE_FIELDS = Set.of("file", "list");
  private static final int MOST_FIELD_BYTES = 8 * 1024;

  private final Map<String, String> fields = new HashMap<>();
  private final MultipartReader parts;
  private final MultipartReader.Part file;

  private UploadForm(MultipartReader parts) throws IOException {
    this.parts = parts;
    this.file = readUpToFile();
  }

  /**
   * Reads a form up to its file.
   *
   * @throws Problem when there is no file, or no form
   */
  static UploadForm read(InputStream body, String boundary) {
    try {
      return new UploadForm(new MultipartReader(body, boundary));
    } catch (IOException e) {
      throw Problem.of(
          400,
          "malformed_form",
          "the body is not whole multipart/form-data: " + e.getMessage() + "; send it again");
    }
  }

  /** The form's field; null when it is not there. */
  @Nullable String field(String name) {
    return fields.get(name);
  }

  /** The file's name; null when the form does not say. */
  @Nullable String fileName() {
    return file.fileName();
  }

  /** The file's content type; null when the form does not say. */
  @Nullable String contentType() {
    return file.contentType();
  }

  /** The file. Its end is reported only when the form ends well behind it. */
  InputStream content() {
    return new WithFormsEnd(file.content());
  }

  private MultipartReader.Part readUpToFile() throws IOException {
    for (MultipartReader.Part part = parts.next(); part != null; part = parts.next()) {
      if (mayBeFile(part)) {
        return part;
      }
      if (FIELDS.contains(part.name())) {
        fields.put(part.name(), text(part));
      }
    }
    throw Problem.of(
        400,
        "no_file",
        "the form has no file; send the list as a part with a file name, or as the field 'file'");
  }

  private static boolean mayBeFile(MultipartReader.Part part) {
    return part.fileName() != null || FILE_FIELDS.contains(part.name());
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
        if (FIELDS.contains(part.name())) {
          throw Problem.of(
              400,
              "field_after_file",
              "the field '"
                  + part.name()
                  + "' comes after the file; put it before the file, or into the URL");
        }
        if (mayBeFile(part) && part.content().read() >= 0) {
          throw Problem.of(
              400,
              "several_files",
              "the form has more than one file; send each as a form of its own");
        }
      }
    }
  }
}
