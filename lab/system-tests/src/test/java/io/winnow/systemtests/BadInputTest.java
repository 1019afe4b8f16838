package io.winnow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be used is refused in one line that says what, where and what to do. */
class BadInputTest {
  @TempDir Path lists;
  @TempDir Path temporary;
  private Path list;

  @BeforeEach
  void nameTheList() {
    list = lists.resolve("list.csv");
  }

  private void write(String content) throws IOException {
    Files.writeString(list, content);
  }

  private void assertRefused(List<String> args, String... parts)
      throws IOException, InterruptedException {
    List<Path> before = files(lists);
    try (WinnowProcess process = WinnowProcess.start(temporary, args.toArray(String[]::new))) {
      assertThat(process.exitStatus()).as("%s", process.lines()).isEqualTo(2);
      assertThat(process.lines()).hasSize(1);
      assertThat(process.lines().getFirst()).startsWith("winnow: ").contains(parts);
    }
    assertThat(files(lists)).as("nothing half-made is left").isEqualTo(before);
    assertThat(files(temporary)).as("nothing temporary is left").isEmpty();
  }

  private void assertListRefused(String... parts) throws IOException, InterruptedException {
    assertRefused(List.of("verify", list.toString(), "--lab"), parts);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(file -> !file.equals(directory)).sorted().toList();
    }
  }

  @Test
  void aMissingFile() throws Exception {
    assertListRefused(list.toString(), "no such file", "check the name");
  }

  @Test
  void anEmptyFile() throws Exception {
    write("");

    assertListRefused(list.toString(), "empty");
  }

  @Test
  void noColumnWithAddresses() throws Exception {
    write("id,name\n1,Ada\n2,Grace\n");

    assertListRefused(list.toString(), "id", "name", "column");
  }

  @Test
  void aColumnThatIsNotThere() throws Exception {
    write("id,email\n1,a@b.test\n");

    assertRefused(
        List.of("verify", list.toString(), "--lab", "--column", "mail2"),
        list.toString(),
        "mail2",
        "id",
        "email");
  }

  @Test
  void aBinaryFile() throws Exception {
    Files.write(list, new byte[] {'P', 'K', 3, 4, 0, 0, 1, 2, 3, 0, 0, 0});

    assertListRefused(list.toString());
  }

  @Test
  void bytesThatAreNotUtf8() throws Exception {
    // the first line beyond ASCII is UTF-8, the other is not
    Files.write(
        list,
        "email,n\nm\u00c3\u00bcller@b.test,1\nm\u00fcller@b.test,2\n"
            .getBytes(StandardCharsets.ISO_8859_1));

    assertListRefused(list.toString(), "line 3", "--charset");
  }

  @Test
  void aLineOfTenMegabytes() throws Exception {
    try (OutputStream out = Files.newOutputStream(list)) {
      out.write("email\na@b.test\n".getBytes(StandardCharsets.UTF_8));
      out.write("x".repeat(10_000_000).getBytes(StandardCharsets.UTF_8));
    }

    assertListRefused(list.toString(), "line 3");
  }

  @Test
  void aRowWithTooManyCells() throws Exception {
    write("id,email\n1,a@b.test\n2,b@b.test,extra\n");

    assertListRefused(list.toString(), "line 3", "3", "2");
  }

  @Test
  void aLevelThatIsNotOffered() throws Exception {
    write("email\na@b.test\n");

    assertRefused(
        List.of("verify", list.toString(), "--level", "smtp"),
        "smtp",
        "set winnow.smtp.helo-name and winnow.smtp.mail-from",
        "dns");
  }

  @Test
  void aDiskWithoutRoom() throws Exception {
    write("email\na@b.test\n");
    Path settings = lists.resolve("winnow.properties");
    Files.writeString(settings, "winnow.spool.min-free = 100000 GiB\n");

    assertRefused(
        List.of("verify", list.toString(), "--lab", "--settings", settings.toString()),
        "disk is full",
        "make room");
  }

  @Test
  void aPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path data = lists.resolve("data");

      try (WinnowProcess process =
          WinnowProcess.start(
              temporary,
              "serve",
              "--port",
              Integer.toString(taken.getLocalPort()),
              "--data",
              data.toString())) {
        assertThat(process.exitStatus()).as("%s", process.lines()).isEqualTo(2);
        assertThat(process.lines()).hasSize(1);
        assertThat(process.lines().getFirst())
            .contains(Integer.toString(taken.getLocalPort()), "port");
      }
    }
  }

  @Test
  void aDataDirectoryThatAnotherProcessUses() throws Exception {
    write("email\na@b.test\n");
    Path data = lists.resolve("data");
    Files.createDirectory(data);
    try (WinnowProcess first =
        WinnowProcess.start(
            temporary, "serve", "--port", "0", "--data", data.toString(), "--lab")) {
      first.awaitLine(line -> line.contains("Winnow serves"));

      try (WinnowProcess second =
          WinnowProcess.start(
              temporary, "verify", list.toString(), "--lab", "--data", data.toString())) {
        assertThat(second.exitStatus()).isEqualTo(2);
        assertThat(second.lines()).hasSize(1);
        assertThat(second.lines().getFirst()).contains("in use", data.toString());
      }
    }
  }

  @Test
  void aSettingThatDoesNotExist() throws Exception {
    write("email\na@b.test\n");
    Path settings = lists.resolve("winnow.properties");
    Files.writeString(settings, "winnow.dns.server = 192.0.2.1\n");

    assertRefused(
        List.of("verify", list.toString(), "--settings", settings.toString()),
        "winnow.dns.server",
        "winnow.dns.servers");
  }

  @Test
  void aSettingThatWouldHaveNoEffect() throws Exception {
    write("email\na@b.test\n");
    Path settings = lists.resolve("winnow.properties");
    Files.writeString(settings, "winnow.sink.directory = /var/results\n");

    assertRefused(
        List.of("verify", list.toString(), "--lab", "--settings", settings.toString()),
        "winnow.sink.directory",
        "--data");
  }

  @Test
  void anOutputWhereNothingCanBeWritten() throws Exception {
    write("email\na@b.test\n");

    assertRefused(
        List.of("verify", list.toString(), "--lab", "-o", "/nowhere/out.csv"),
        "/nowhere/out.csv",
        "-o");
  }

  @Test
  void aRunThatIsStoppedSaysHowToResume() throws Exception {
    try (OutputStream out = Files.newOutputStream(list)) {
      out.write("email\n".getBytes(StandardCharsets.UTF_8));
      out.write("a@b.timeout.lab.test\n".repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    Path data = lists.resolve("data");
    try (WinnowProcess process =
        WinnowProcess.start(
            temporary, "verify", list.toString(), "--lab", "--data", data.toString())) {
      process.awaitLine(line -> line.contains("of 100 rows"));

      // not INT, which a process started in the background ignores; they are handled alike
      process.signal("TERM");

      assertThat(process.exitStatus()).isEqualTo(128 + 15);
      assertThat(process.lines().getLast()).contains("same command", "resume");
      assertThat(lists.resolve("list_verified.csv")).doesNotExist();
    }
  }
}
