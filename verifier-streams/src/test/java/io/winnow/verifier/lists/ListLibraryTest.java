package io.winnow.verifier.lists;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.contracts.Flag;
import io.winnow.kit.settings.SettingsException;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListLibraryTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path directory;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private ListLibrary library;
  private Screen screen;

  @BeforeEach
  void open() {
    open(DisposableChoice.CURATED, Duration.ofDays(1));
  }

  private void open(DisposableChoice choice, Duration interval) {
    library =
        ListLibrary.open(
            new ListSettings(Optional.of(directory), interval, choice),
            Clock.fixed(NOW, ZoneOffset.UTC),
            meters);
    screen = new Screen(library);
  }

  @AfterEach
  void close() {
    library.close();
  }

  private void write(String name, String text) throws IOException {
    Path next = directory.resolve(name + ".next");
    Files.writeString(next, text);
    Files.move(next, directory.resolve(name), REPLACE_EXISTING);
  }

  private List<Flag> flags(String address) {
    return ((Screened.Mailbox) screen.of(address)).flags().set();
  }

  private boolean disposable(String domain) {
    return flags("adalovelace@" + domain).contains(Flag.DISPOSABLE);
  }

  private boolean disposableBy(String domain, String host) {
    return screen
        .withMailHosts(new Screened.Mailbox("adalovelace", domain), List.of(host))
        .flags()
        .has(Flag.DISPOSABLE);
  }

  private ListStatus status(String name) {
    return library.statuses().stream()
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private double meter(String name, String list) {
    return meters.get(name).tag("list", list).gauge().value();
  }

  @Test
  void everyBuiltInListTellsWhatItIsAndWhereItComesFrom() {
    assertThat(library.statuses())
        .extracting(ListStatus::name)
        .containsExactly(
            "allowed-domains",
            "common-domains",
            "disposable-domains",
            "disposable-mail-hosts",
            "domain-typos",
            "free-domains",
            "no-reply-local-parts",
            "provider-rules",
            "public-suffixes",
            "role-local-parts");
    assertThat(library.statuses())
        .allSatisfy(
            status -> {
              assertThat(status.version()).isNotBlank();
              assertThat(status.date()).matches("\\d{4}-\\d\\d-\\d\\d");
              assertThat(status.source()).isNotBlank();
              assertThat(status.licence()).isNotBlank();
              assertThat(status.loadedFrom()).isEqualTo("built-in");
              assertThat(status.loadedAt()).isEqualTo(NOW);
              assertThat(status.error()).isNull();
            });
    assertThat(status("disposable-domains").licence()).isEqualTo("CC0-1.0");
    assertThat(status("disposable-domains").entries()).isGreaterThan(8_000);
    assertThat(meter("winnow.lists.entries", "public-suffixes")).isGreaterThan(9_000);
  }

  @Test
  void aFileTakesThePlaceOfTheBuiltInListAndGoesAgain() throws IOException {
    assertThat(disposable("mailinator.com")).isTrue();

    write(
        "disposable-domains.txt",
        "# version: 7\n# source: us\n# licence: MIT\n\nOne-Hour.example \nmüller.example\n");
    library.reload();

    assertThat(disposable("mailinator.com")).isFalse();
    assertThat(disposable("mail.one-hour.example")).isTrue();
    assertThat(disposable("xn--mller-kva.example")).isTrue();
    assertThat(status("disposable-domains"))
        .isEqualTo(
            new ListStatus(
                "disposable-domains",
                "7",
                null,
                "us",
                "MIT",
                2,
                directory.resolve("disposable-domains.txt").toString(),
                NOW,
                null));

    Files.delete(directory.resolve("disposable-domains.txt"));
    library.reload();

    assertThat(disposable("mailinator.com")).isTrue();
    assertThat(status("disposable-domains").loadedFrom()).isEqualTo("built-in");
  }

  @Test
  void aFileIsReadCompressedAsWell() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("# entries: 1\none-hour.example\n".getBytes(UTF_8));
    }
    Files.write(directory.resolve("disposable-domains.txt.gz"), packed.toByteArray());

    library.reload();

    assertThat(disposable("one-hour.example")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# only words\n",
        "one-hour.example\nnot a domain\n",
        "one-hour.example\nlocalhost\n",
        "# entries: 3\none-hour.example\n",
        "one-hour.example\na@b.example\n",
        "\u001F\u008B broken",
      })
  void aBrokenFileKeepsTheOldListAndIsToldOf(String text) throws IOException {
    Path file = directory.resolve("disposable-domains.txt");
    write("disposable-domains.txt", "first.example\n");
    library.reload();
    Files.writeString(file, text, ISO_8859_1);

    library.reload();
    library.reload();

    assertThat(disposable("first.example")).isTrue();
    assertThat(disposable("one-hour.example")).isFalse();
    assertThat(status("disposable-domains").entries()).isEqualTo(1);
    assertThat(status("disposable-domains").error()).startsWith(file + ": ");
    assertThat(meter("winnow.lists.broken", "disposable-domains")).isEqualTo(1);
    assertThat(meters.get("winnow.lists.reloads").tag("outcome", "failed").counter().count())
        .as("told once")
        .isEqualTo(1);

    write("disposable-domains.txt", "one-hour.example\n");
    library.reload();

    assertThat(disposable("one-hour.example")).isTrue();
    assertThat(status("disposable-domains").error()).isNull();
    assertThat(meter("winnow.lists.broken", "disposable-domains")).isZero();
  }

  @Test
  void theErrorTellsTheLine() throws IOException {
    write("provider-rules.txt", "# x\n\nacme.example least=6\n");

    library.reload();

    assertThat(status("provider-rules").error()).contains("line 3: no characters=");
  }

  @Test
  void bytesThatAreNotUtf8AreBroken() throws IOException {
    Files.write(directory.resolve("free-domains.txt"), "müller.example\n".getBytes(ISO_8859_1));

    library.reload();

    assertThat(status("free-domains").error()).contains("not UTF-8");
    assertThat(flags("adalovelace@gmail.com")).contains(Flag.FREE);
  }

  @Test
  void aDirectoryThatGoesAwayKeepsWhatWasRead() throws IOException {
    write("disposable-domains.txt", "first.example\n");
    library.reload();
    Files.delete(directory.resolve("disposable-domains.txt"));
    Files.delete(directory);

    library.reload();

    assertThat(disposable("first.example")).isTrue();
    assertThat(status("disposable-domains").error()).contains("is not a directory");
    Files.createDirectory(directory);
  }

  @Test
  void aDirectoryThatIsNoneStopsTheStart() {
    ListSettings settings =
        new ListSettings(
            Optional.of(directory.resolve("none")), Duration.ofDays(1), DisposableChoice.CURATED);

    assertThatThrownBy(() -> ListLibrary.open(settings, Clock.systemUTC(), meters))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("winnow.lists.directory");
  }

  @Test
  void theAllowListWinsOverAllLists() throws IOException {
    write("allowed-domains.txt", "mailinator.com\ngmail.com\ngmial.com\n");
    library.reload();

    assertThat(flags("info@sub.mailinator.com")).isEmpty();
    assertThat(flags("no-reply@gmail.com")).isEmpty();
    assertThat(screen.of("a_b@gmail.com")).isInstanceOf(Screened.Mailbox.class);
    assertThat(((Screened.Mailbox) screen.of("a@gmial.com")).suggestion()).isNull();
    assertThat(disposableBy("acme.example", "mail.mailinator.com")).isFalse();
    assertThat(disposableBy("acme.example", "mail.yopmail.com")).isTrue();
    assertThat(disposableBy("gmial.com", "mail.yopmail.com")).isFalse();
    assertThat(flags("info+x@mailinator.com"))
        .as("what the address shows by itself")
        .containsExactly(Flag.TAGGED);
  }

  @Test
  void aCommonDomainIsNotDisposableWhateverAListSays() throws IOException {
    write("disposable-domains.txt", "gmail.com\nacme.example\n");
    library.reload();

    assertThat(disposable("gmail.com")).isFalse();
    assertThat(disposable("acme.example")).isTrue();
  }

  @Test
  void aListedPublicSuffixIsDisposableItselfAndNotThoseBelowIt() throws IOException {
    write("disposable-domains.txt", "github.io\n");
    library.reload();

    assertThat(disposable("github.io")).isTrue();
    assertThat(disposable("acme.github.io")).isFalse();
  }

  @Test
  void theAggregatedListFindsMore() {
    assertThat(status("disposable-domains").entries()).isLessThan(20_000);
    library.close();

    open(DisposableChoice.AGGREGATED, Duration.ofDays(1));

    assertThat(status("disposable-domains-aggregated").entries()).isGreaterThan(50_000);
    assertThat(disposable("mailinator.com")).isTrue();
    assertThat(flags("adalovelace@gmail.com")).containsExactly(Flag.FREE);
  }

  @Test
  void theDirectoryIsLookedAtByItselfWhileAddressesAreScreened() throws Exception {
    library.close();
    open(DisposableChoice.CURATED, Duration.ofMillis(100));
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread rows =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!stop.get()) {
                      assertThat(flags("adalovelace@gmail.com")).contains(Flag.FREE);
                    }
                  } catch (Throwable e) {
                    failure.set(e);
                  }
                });

    for (int i = 0; i < 3; i++) {
      String domain = "one-hour-" + i + ".example";
      write("disposable-domains.txt", domain + "\n");
      await().until(() -> disposable(domain));
    }

    stop.set(true);
    rows.join();
    assertThat(failure.get()).isNull();
  }
}
