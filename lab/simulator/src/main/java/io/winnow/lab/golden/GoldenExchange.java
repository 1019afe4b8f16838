package io.winnow.lab.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request and the answer that it must have, byte by byte, in a file:
 *
 * <pre>
 * # [DOC] 1.1: what it shows, and which mark of the reference it stands on
 * &gt;&gt;&gt;
 * POST /email/batch?lqtkey={{key}} HTTP/1.1
 * Host: winnow
 * Content-Length: {{length}}
 *
 * body
 * &lt;&lt;&lt;
 * HTTP/1.1 200 OK
 * Date: {{*}}
 *
 * body
 * </pre>
 *
 * <p>Lines of the heads end with CRLF on the wire, those of bodies with LF; a CR within a body is
 * written as {@value #CR}. The line end before {@code <<<} and the last one of the file are not
 * part of the bodies. {@code {{length}}} is the length of the request's body, {@code {{*}}} stands
 * for anything within a line of the answer, other names are variables that the test gives. {@code
 * Connection: close} is added, and a chunked body is compared without its chunks.
 */
public final class GoldenExchange {
  static final String CR = "␍";

  /** A variable of the environment: {@code true} writes what came into the file, unseen. */
  private static final String WRITE = "GOLDEN_WRITE";

  private static final String ANYTHING = "{{*}}";
  private static final Pattern CITED =
      Pattern.compile("# \\[(DOC|REC|CLIENT|SEED|INF|UNKNOWN)] \\d+\\.\\d+.*");

  /** Headers that differ at every answer. */
  private static final Pattern VOLATILE =
      Pattern.compile("(?m)^(Date|X-Request-Id|RateLimit-Reset|RateLimit-Remaining): .*$");

  private final Path file;
  private final List<String> comments;
  private final String request;
  private final String answer;

  private GoldenExchange(Path file, List<String> comments, String request, String answer) {
    this.file = file;
    this.comments = comments;
    this.request = request;
    this.answer = answer;
  }

  /**
   * What was to come and what came, in the form of the file; equal when all is well.
   *
   * @param expected with the variables' values
   * @param actual with {@code {{*}}} where the file has it and something else stood
   */
  public record Played(String expected, String actual) {}

  /**
   * All exchanges in the files {@code *.http} of a directory, in the order of their names.
   *
   * @throws IllegalArgumentException when one is no exchange, or there are none
   * @throws IOException when the files cannot be read
   */
  public static List<GoldenExchange> in(Path directory) throws IOException {
    List<GoldenExchange> exchanges = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".http")).sorted().toList()) {
        exchanges.add(read(file));
      }
    }
    if (exchanges.isEmpty()) {
      throw new IllegalArgumentException("no exchanges in " + directory);
    }
    return exchanges;
  }

  /**
   * @throws IllegalArgumentException when it is no exchange, or cites no mark of the reference
   * @throws IOException when the file cannot be read
   */
  public static GoldenExchange read(Path file) throws IOException {
    String text = Files.readString(file);
    int begin = text.indexOf("\n>>>\n");
    int middle = text.indexOf("\n<<<\n");
    List<String> comments = text.substring(0, Math.max(0, begin)).lines().toList();
    if (begin < 0 || middle < begin || comments.stream().noneMatch(CITED.asMatchPredicate())) {
      throw new IllegalArgumentException(
          file + " is no exchange: '# [MARK] section: …', '>>>', a request, '<<<', an answer");
    }
    return new GoldenExchange(
        file,
        comments,
        text.substring(begin + 5, middle),
        text.substring(middle + 5, Math.max(middle + 5, text.length() - 1)));
  }

  /** Name of the file, without its extension. */
  public String name() {
    return String.valueOf(file.getFileName()).replaceFirst("\\.http$", "");
  }

  /**
   * Sends the request to a port of this machine.
   *
   * @param variables what stands for {@code {{name}}}, in request and answer
   * @throws IOException when the connection fails
   */
  public Played play(int port, Map<String, String> variables) throws IOException {
    RawHttp.Answer came = RawHttp.send(port, wire(filled(request, variables)));
    String actual = came.head() + "\n\n" + came.body().replace("\r", CR);
    if (Boolean.parseBoolean(System.getenv(WRITE))) {
      write(actual, variables);
      return new Played(actual, actual);
    }
    String expected = filled(answer, variables);
    return new Played(expected, withWildcards(actual, expected));
  }

  private static String filled(String text, Map<String, String> variables) {
    String filled = text;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      filled = filled.replace("{{" + variable.getKey() + "}}", variable.getValue());
    }
    return filled;
  }

  private static byte[] wire(String text) {
    int end = text.indexOf("\n\n");
    String head = end < 0 ? text.stripTrailing() : text.substring(0, end);
    byte[] body =
        (end < 0 ? "" : text.substring(end + 2)).replace(CR, "\r").getBytes(StandardCharsets.UTF_8);
    String lines =
        head.replace("{{length}}", Integer.toString(body.length)) + "\nConnection: close\n\n";
    byte[] begin = lines.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[begin.length + body.length];
    System.arraycopy(begin, 0, all, 0, begin.length);
    System.arraycopy(body, 0, all, begin.length, body.length);
    return all;
  }

  /** What came, with the expected line in place of each that it matches. */
  private static String withWildcards(String actual, String expected) {
    String[] lines = actual.split("\n", -1);
    String[] patterns = expected.split("\n", -1);
    for (int i = 0; i < Math.min(lines.length, patterns.length); i++) {
      if (patterns[i].contains(ANYTHING)) {
        String regex = Pattern.quote(patterns[i]).replace(ANYTHING, "\\E.*\\Q");
        lines[i] = lines[i].matches(regex) ? patterns[i] : lines[i];
      }
    }
    return String.join("\n", lines);
  }

  private void write(String actual, Map<String, String> variables) throws IOException {
    String text = VOLATILE.matcher(actual).replaceAll("$1: {{*}}");
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      text = text.replace(variable.getValue(), "{{" + variable.getKey() + "}}");
    }
    Files.writeString(
        file, String.join("\n", comments) + "\n>>>\n" + request + "\n<<<\n" + text + "\n");
  }

  /** Name of the file. */
  @Override
  public String toString() {
    return name();
  }
}
