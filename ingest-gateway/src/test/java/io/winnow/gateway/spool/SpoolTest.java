package io.winnow.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.Submission;
import io.winnow.gateway.list.ListFault;
import io.winnow.gateway.list.ListFormat;
import io.winnow.gateway.list.ListHints;
import io.winnow.gateway.list.ListLimits;
import io.winnow.gateway.list.ListRefused;
import io.winnow.kit.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final ListHints CSV = new ListHints(ListFormat.CSV, null, null);
  private static final String LIST = "email,x\r\na@b.c,1\r\n";
  private static final ListLimits LIMITS = new ListLimits(20_000_000, 10_000_000, 65_536, 100);

  @TempDir Path root;
  private final FlakyDisk disk = new FlakyDisk();
  private final AtomicLong ids = new AtomicLong();
  private Spool spool;

  @BeforeEach
  void open() {
    spool = Spool.open(root, 1_000, LIMITS, disk);
  }

  @AfterEach
  void close() {
    spool.close();
  }

  private void reopen() {
    spool.close();
    open();
  }

  private SpoolEntry receive(String list) {
    return receive(stream(list));
  }

  private SpoolEntry receive(InputStream list) {
    return spool.receive(() -> new JobId(ids.incrementAndGet()), list, CSV);
  }

  private static InputStream stream(String list) {
    return new ByteArrayInputStream(list.getBytes(StandardCharsets.UTF_8));
  }

  private static Submission submission(SpoolEntry entry, long id) {
    return new Submission(
        Submission.VERSION,
        new JobId(id),
        "nonce-" + id,
        "default",
        "list.csv",
        Level.DNS,
        entry.checked().layout(),
        entry.checked().rows(),
        Instant.parse("2026-05-01T10:00:00Z"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> children = Files.list(root)) {
      return children
          .map(child -> String.valueOf(child.getFileName()))
          .filter(name -> !name.equals("gateway"))
          .sorted()
          .toList();
    }
  }

  @Test
  void theListIsKeptByteForByteAndForced() throws IOException {
    SpoolEntry entry = receive(LIST);

    assertThat(Files.readString(entry.list())).isEqualTo(LIST);
    assertThat(entry.bytes()).isEqualTo(LIST.length());
    assertThat(entry.checked().rows()).isEqualTo(1);
    assertThat(entry.accepted()).isFalse();
    assertThat(disk.forced).containsExactly("list");
    assertThat(names()).containsExactly("1");
  }

  @Test
  void submissionAndAcceptanceAreForcedAndSurvive() {
    SpoolEntry entry = receive(LIST);
    Submission submission = submission(entry, 1);

    entry.record(submission);
    entry.accept();
    reopen();
    List<SpoolEntry> recovered = spool.recover();

    assertThat(disk.forced).containsExactly("list", "submission.json.draft", "accepted");
    assertThat(recovered).hasSize(1);
    assertThat(recovered.getFirst().submission()).contains(submission);
    assertThat(recovered.getFirst().checked()).isEqualTo(entry.checked());
    assertThat(recovered.getFirst().accepted()).isTrue();
    assertThat(recovered.getFirst().bytes()).isEqualTo(LIST.length());
  }

  @Test
  void aSecondDraftTakesThePlaceOfTheFirst() throws IOException {
    SpoolEntry entry = receive(LIST);
    entry.record(submission(entry, 1));

    entry.record(submission(entry, 7));
    reopen();

    assertThat(names()).containsExactly("7");
    assertThat(spool.recover().getFirst().submission()).contains(submission(entry, 7));
    assertThat(entry.list()).exists();
  }

  @Test
  void whatWasNeverSubmittedIsRemovedAtTheNextStart() throws IOException {
    receive(LIST);
    reopen();

    assertThat(spool.recover()).isEmpty();
    assertThat(names()).isEmpty();
  }

  @Test
  void aRemovalThatWasCutShortIsFinishedAtTheNextStart() throws IOException {
    SpoolEntry entry = receive(LIST);
    entry.record(submission(entry, 1));
    entry.accept();
    Files.move(root.resolve("1"), root.resolve("removed-1"));
    reopen();

    assertThat(spool.recover()).isEmpty();
    assertThat(names()).isEmpty();
  }

  @Test
  void foreignDirectoriesAreLeftAlone() throws IOException {
    Files.createDirectories(root.resolve("lost+found"));

    spool.recover();

    assertThat(names()).containsExactly("lost+found");
  }

  @Test
  void anAbandonedListLeavesOnlyItsSubmission() throws IOException {
    SpoolEntry entry = receive(LIST);
    entry.record(submission(entry, 1));

    entry.abandon();
    reopen();

    assertThat(root.resolve("1/list")).doesNotExist();
    assertThat(spool.recover()).hasSize(1);
  }

  @Test
  void aRemovedListLeavesNothing() throws IOException {
    SpoolEntry entry = receive(LIST);
    entry.record(submission(entry, 1));
    entry.accept();

    entry.remove();

    assertThat(names()).isEmpty();
  }

  @Test
  void aBadListLeavesNothing() throws IOException {
    ListRefused refused =
        catchThrowableOfType(ListRefused.class, () -> receive("email\na@b.c,1\n"));

    assertThat(refused.fault()).isEqualTo(ListFault.TOO_MANY_CELLS);
    assertThat(names()).isEmpty();
  }

  @Test
  void aFullDiskIsAFaultAndLeavesNothing() throws IOException {
    disk.room = 100_000;

    ListRefused refused =
        catchThrowableOfType(
            ListRefused.class, () -> receive("email\n" + "a@b.c\n".repeat(100_000)));

    assertThat(refused.fault()).isEqualTo(ListFault.DISK_FULL);
    assertThat(refused.fault().status()).isEqualTo(507);
    assertThat(names()).isEmpty();
  }

  @Test
  void aFullDiskIsAFaultAlsoWithTheFirstBytes() throws IOException {
    disk.room = 3;

    ListRefused refused = catchThrowableOfType(ListRefused.class, () -> receive(LIST));

    assertThat(refused.fault()).isEqualTo(ListFault.DISK_FULL);
    assertThat(names()).isEmpty();
  }

  @Test
  void aFullDiskIsAFaultAlsoWhenTheSubmissionIsRecorded() {
    SpoolEntry entry = receive(LIST);
    disk.room = 3;

    ListRefused refused =
        catchThrowableOfType(ListRefused.class, () -> entry.record(submission(entry, 1)));

    assertThat(refused.fault()).isEqualTo(ListFault.DISK_FULL);
    assertThat(entry.submission()).isEmpty();
  }

  @Test
  void theReserveIsKeptBeforeAnUploadIsRead() throws IOException {
    disk.usable = 999;

    ListRefused refused = catchThrowableOfType(ListRefused.class, () -> receive(LIST));

    assertThat(refused.fault()).isEqualTo(ListFault.DISK_FULL);
    assertThat(names()).isEmpty();
  }

  @Test
  void theReserveIsKeptWhileAnUploadIsRead() throws IOException {
    disk.usable = 6_000_000;

    ListRefused refused =
        catchThrowableOfType(
            ListRefused.class, () -> receive("email\n" + "someone@b.c\n".repeat(900_000)));

    assertThat(refused.fault()).isEqualTo(ListFault.DISK_FULL);
    assertThat(disk.usable).isGreaterThanOrEqualTo(1_000);
    assertThat(names()).isEmpty();
  }

  @Test
  void aBrokenDiskIsNoFaultOfTheListAndLeavesNothing() throws IOException {
    disk.room = 3;
    disk.message = "Input/output error";

    assertThatThrownBy(() -> receive(LIST))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Input/output error")
        .hasMessageContaining(root.resolve("1").toString());
    assertThat(names()).isEmpty();
  }

  @Test
  void anUploadThatBreaksOffLeavesNothing() throws IOException {
    InputStream broken =
        new SequenceInputStream(
            stream(LIST.repeat(20_000)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("connection reset");
              }
            });

    ListRefused refused = catchThrowableOfType(ListRefused.class, () -> receive(broken));

    assertThat(refused.fault()).isEqualTo(ListFault.UPLOAD_INTERRUPTED);
    assertThat(refused).hasRootCauseMessage("connection reset");
    assertThat(names()).isEmpty();
  }

  @Test
  void aListLargerThanTheLimitIsRefusedAsSoonAsItIs() throws IOException {
    byte[] list = ("email\n" + "someone@b.c\n".repeat(3_000_000)).getBytes(StandardCharsets.UTF_8);
    ByteArrayInputStream upload = new ByteArrayInputStream(list);

    ListRefused refused = catchThrowableOfType(ListRefused.class, () -> receive(upload));

    assertThat(refused.fault()).isEqualTo(ListFault.LIST_TOO_LARGE);
    assertThat(upload.available()).isGreaterThan(10_000_000);
    assertThat(names()).isEmpty();
  }

  @Test
  void anIdThatIsThereAlreadyIsDrawnAgain() throws IOException {
    Files.createDirectory(root.resolve("1"));

    SpoolEntry entry = receive(LIST);

    assertThat(entry.firstId()).isEqualTo(new JobId(2));
  }

  @Test
  void aSpoolHasOneGatewayAtATime() {
    assertThatThrownBy(() -> Spool.open(root, 0, LIMITS, disk))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("winnow.spool.directory")
        .hasMessageContaining("in use");
  }

  @Test
  void aSpoolThatCannotBeIsAnErrorOfTheSetting() throws IOException {
    Path file = Files.createFile(root.resolve("file"));

    assertThatThrownBy(() -> Spool.open(file, 0, LIMITS, disk))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("winnow.spool.directory")
        .hasMessageContaining(file.toString());
  }

  @Test
  void theGatewaysNameStaysWithTheSpool() {
    String id = spool.gatewayId();
    reopen();

    assertThat(id).matches("[0-9a-f-]{36}");
    assertThat(spool.gatewayId()).isEqualTo(id);
  }

  @Test
  void anEntryThatCannotBeReadStopsTheStartAndIsNamed() throws IOException {
    Files.createDirectory(root.resolve("5"));
    Files.writeString(root.resolve("5/submission.json"), "{}");

    assertThatThrownBy(() -> spool.recover())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(root.resolve("5").toString());
  }
}
