package io.winnow.lab.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.winnow.lab.world.DomainKind;
import io.winnow.lab.world.MailExchanger;
import io.winnow.lab.world.Truth;
import io.winnow.lab.world.TruthLevel;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.net.IDN;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListGeneratorTest {
  private static final int ROWS = 50_000;
  private static final World WORLD = World.standard();

  @TempDir Path folder;

  @Test
  void sameSeedAndLengthGiveTheSameBytes() throws IOException {
    Path truth = ListGenerator.write(3_000, 42, folder.resolve("a.csv"));
    Path sameTruth = ListGenerator.write(3_000, 42, folder.resolve("b.csv"));
    ListGenerator.write(3_000, 43, folder.resolve("c.csv"));

    assertThat(truth).hasFileName("a_truth.csv").hasSameBinaryContentAs(sameTruth);
    assertThat(folder.resolve("a.csv")).hasSameBinaryContentAs(folder.resolve("b.csv"));
    assertThat(Files.mismatch(folder.resolve("a.csv"), folder.resolve("c.csv"))).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4_321})
  void listAndTruthHaveARowForEachNumber(int rows) throws IOException {
    Path list = folder.resolve("list.csv");

    List<NamedCsvRecord> truths = read(ListGenerator.write(rows, 1, list));
    List<NamedCsvRecord> listed = read(list);

    assertThat(listed).hasSize(rows).allMatch(row -> row.getFieldCount() == 4);
    assertThat(truths).hasSize(rows).allMatch(row -> row.getFieldCount() == 4);
    for (int i = 0; i < rows; i++) {
      assertThat(listed.get(i).getField("id")).isEqualTo(Integer.toString(i + 1));
      assertThat(truths.get(i).getField("id")).isEqualTo(Integer.toString(i + 1));
      assertThat(truths.get(i).getField("email")).isEqualTo(listed.get(i).getField("email"));
    }
    assertThat(Files.readString(list, UTF_8))
        .startsWith("id,name,email,company\r\n")
        .endsWith("\r\n");
  }

  @Test
  void truthOfWhatReachesTheDnsIsTheWorlds() throws IOException {
    Set<String> decidedWithoutDns =
        Set.of("empty_row", "invalid_syntax", "domain_literal", "reserved_domain");
    int asked = 0;

    for (NamedCsvRecord row : mixedTruth()) {
      if (!decidedWithoutDns.contains(row.getField("reason"))) {
        assertThat(WORLD.truth(localOf(row), aLabels(domainOf(row)), TruthLevel.DNS))
            .as(row.getField("email"))
            .isEqualTo(new Truth(row.getField("status"), row.getField("reason")));
        asked++;
      }
    }

    assertThat(asked).isBetween(ROWS * 95 / 100, ROWS);
  }

  @Test
  void truthOfWhatNeedsNoDnsIsVisibleInTheAddress() throws IOException {
    for (NamedCsvRecord row : mixedTruth()) {
      String email = row.getField("email");
      switch (row.getField("reason")) {
        case "empty_row" -> assertThat(email).isEmpty();
        case "domain_literal" -> assertThat(email).matches("[^@]+@\\[[0-9A-Fa-fIPv.:]+]");
        case "reserved_domain" ->
            assertThat(email).matches("[^@]+@\\w+\\.(invalid|localhost|local|onion)");
        case "invalid_syntax" -> assertThat(isPlainlyValid(email)).as(email).isFalse();
        default -> assertThat(isPlainlyValid(email)).as(email).isTrue();
      }
      assertThat(email).doesNotContainPattern("\\p{Cntrl}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreTheSameAtEachLevel(TruthLevel level) throws IOException {
    Path list = folder.resolve("level.csv");
    ListGenerator.write(2_000, 7, folder.resolve("dns.csv"));

    ListGenerator.write(2_000, 7, list, level);

    assertThat(list).hasSameBinaryContentAs(folder.resolve("dns.csv"));
  }

  @Test
  void atLevelSyntaxNothingIsSaidThatTheDnsWouldHaveToTell() throws IOException {
    assertThat(reasonsAt(TruthLevel.SYNTAX))
        .containsOnlyKeys(
            "dns_not_checked",
            "invalid_syntax",
            "domain_literal",
            "reserved_domain",
            "provider_rule_violation",
            "disposable",
            "possible_typo",
            "role_account",
            "empty_row");
  }

  @Test
  void atLevelSmtpEveryReasonOccurs() throws IOException {
    Map<String, Long> reasons = reasonsAt(TruthLevel.SMTP);

    assertThat(reasons)
        .containsOnlyKeys(
            "accepted_mailbox",
            "accepted_unconfirmed",
            "invalid_syntax",
            "provider_rule_violation",
            "reserved_domain",
            "domain_literal",
            "domain_not_found",
            "no_mail_server",
            "null_mx",
            "mailbox_not_found",
            "mailbox_disabled",
            "mailbox_moved",
            "catch_all",
            "mailbox_full",
            "disposable",
            "role_account",
            "possible_typo",
            "provider_unverifiable",
            "greylisted",
            "rate_limited",
            "blocked_by_server",
            "sender_rejected",
            "needs_rdns",
            "dns_timeout",
            "dns_servfail",
            "connect_failed",
            "connect_timeout",
            "smtp_timeout",
            "smtp_protocol_error",
            "connection_dropped",
            "tls_required",
            "smtputf8_unsupported",
            "temporary_failure",
            "empty_row");
    assertThat(share(reasons.getOrDefault("accepted_mailbox", 0L))).isGreaterThan(0.5);
    for (String slow : List.of("connect_timeout", "smtp_timeout", "greylisted")) {
      assertThat(share(reasons.getOrDefault(slow, 0L))).as(slow).isLessThan(0.001);
    }
  }

  private Map<String, Long> reasonsAt(TruthLevel level) throws IOException {
    return read(ListGenerator.write(ROWS, 11, folder.resolve("reasons.csv"), level)).stream()
        .collect(groupingBy(row -> row.getField("reason"), counting()));
  }

  @Test
  void mixIsThatOfARealList() throws IOException {
    List<NamedCsvRecord> rows = mixedTruth();
    Map<String, Long> byReason =
        rows.stream().collect(groupingBy(row -> row.getField("reason"), counting()));
    List<String> domains =
        rows.stream()
            .filter(row -> row.getField("email").contains("@"))
            .map(row -> domainOf(row))
            .toList();

    assertThat(share(byReason.get("invalid_syntax"))).isBetween(0.017, 0.023);
    assertThat(share(byReason.get("empty_row"))).isBetween(0.001, 0.003);
    assertThat(share(byReason.get("dns_timeout"))).isLessThan(0.001);
    assertThat(share(domains.stream().filter(d -> !d.endsWith("lab.test")).count()))
        .isBetween(0.55, 0.62);
    assertThat(share(domains.stream().filter("gmail.com"::equals).count())).isBetween(0.1, 0.2);
    assertThat(share(domains.stream().filter(d -> d.endsWith(".slow.lab.test")).count()))
        .isLessThan(0.001);
    assertThat(share(domains.stream().filter(d -> d.endsWith(".servfail.lab.test")).count()))
        .isLessThan(0.001);
  }

  @Test
  void labDomainsAreOfEveryKindAndNoMoreThanPromised() throws IOException {
    Set<String> labDomains =
        mixedTruth().stream()
            .filter(row -> !row.getField("reason").equals("invalid_syntax"))
            .filter(row -> row.getField("email").contains("@"))
            .map(ListGeneratorTest::domainOf)
            .filter(domain -> domain.endsWith(".lab.test"))
            .collect(Collectors.toSet());

    assertThat(labDomains).hasSizeBetween(ROWS / 40, ROWS / 25);
    assertThat(labDomains.stream().map(domain -> WORLD.kindOf(aLabels(domain))))
        .contains(DomainKind.values());
    assertThat(labDomains)
        .filteredOn(domain -> domain.endsWith(".timeout.lab.test"))
        .hasSizeLessThanOrEqualTo(10);
    assertThat(labDomains).anyMatch(domain -> !aLabels(domain).equals(domain));
  }

  @Test
  void everySpellingOccurs() throws IOException {
    List<String> emails = mixedTruth().stream().map(row -> row.getField("email")).toList();

    assertThat(emails).anyMatch(email -> email.matches("\"\\w+ \\w+\"@.+"));
    assertThat(emails).anyMatch(email -> email.contains("+newsletter@"));
    assertThat(emails).anyMatch(email -> email.matches("[A-Z.0-9]+@[A-Z0-9.-]+"));
    assertThat(emails).anyMatch(email -> email.matches("[^@]*[äöüéøß][^@]*@.+"));
    assertThat(emails).anyMatch(email -> email.matches("[^@]+@[^@]*[äöü].*"));
  }

  @Test
  void aboutOneInAHundredAddressesIsARepetition() throws IOException {
    List<String> emails =
        mixedTruth().stream()
            .map(row -> row.getField("email"))
            .filter(email -> !email.isEmpty())
            .toList();

    assertThat(share(emails.size() - new HashSet<>(emails).size())).isBetween(0.008, 0.015);
  }

  @Test
  void companiesAreHardOnCsv() throws IOException {
    Path list = folder.resolve("list.csv");
    ListGenerator.write(5_000, 3, list);

    List<String> companies = read(list).stream().map(row -> row.getField("company")).toList();

    assertThat(companies).anyMatch(company -> company.contains(", "));
    assertThat(companies).anyMatch(company -> company.contains("\""));
    assertThat(companies).anyMatch(company -> company.contains("\n"));
    assertThat(companies).anyMatch(company -> company.contains("ü"));
    assertThat(companies).anyMatch(String::isEmpty);
  }

  @Test
  void uniformListSpreadsItsRowsEvenlyOverSharedOperators() throws IOException {
    Path list = folder.resolve("uniform.csv");

    Path truth = ListGenerator.writeUniform(10_000, 300, 5, list);

    List<String> domains = read(list).stream().map(ListGeneratorTest::domainOf).toList();
    Map<String, Long> counts = domains.stream().collect(groupingBy(d -> d, counting()));
    assertThat(counts).hasSize(300);
    assertThat(counts.values()).allMatch(count -> count == 33 || count == 34);
    assertThat(new HashSet<>(domains.subList(0, 300))).hasSizeBetween(150, 250);
    assertThat(counts.keySet().stream().map(WORLD::kindOf)).containsOnly(DomainKind.MX);
    assertThat(
            counts.keySet().stream()
                .flatMap(domain -> WORLD.exchangersOf(domain).stream())
                .map(MailExchanger::host)
                .distinct())
        .hasSizeLessThanOrEqualTo(40);
    assertThat(read(truth))
        .hasSize(10_000)
        .allMatch(row -> row.getField("reason").equals("smtp_not_checked"));
  }

  @Test
  void nothingIsLeftWhenTheListCannotBePlaced() throws IOException {
    Path occupied = Files.createDirectories(folder.resolve("list.csv/occupied")).getParent();

    assertThatThrownBy(() -> ListGenerator.write(10, 1, occupied))
        .isInstanceOf(FileSystemException.class);

    assertThat(namesIn(folder)).containsExactly("list.csv");
  }

  @Test
  void nothingIsLeftWhenTheTruthCannotBePlaced() throws IOException {
    Files.createDirectories(folder.resolve("list_truth.csv/occupied"));

    assertThatThrownBy(() -> ListGenerator.write(10, 1, folder.resolve("list.csv")))
        .isInstanceOf(FileSystemException.class);

    assertThat(namesIn(folder)).containsExactly("list_truth.csv");
  }

  @Test
  void missingFolderIsNamed() {
    assertThatThrownBy(() -> ListGenerator.write(1, 1, folder.resolve("none/list.csv")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none")
        .hasMessageContaining("folder does not exist");
  }

  @Test
  void impossibleSizesAreRefused() {
    Path list = folder.resolve("list.csv");

    assertThatIllegalArgumentException().isThrownBy(() -> ListGenerator.write(-1, 1, list));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListGenerator.writeUniform(1, 0, 1, list))
        .withMessageContaining("at least 1 domain");
  }

  private List<NamedCsvRecord> mixedTruth() throws IOException {
    return read(ListGenerator.write(ROWS, 11, folder.resolve("mixed.csv")));
  }

  private static double share(long count) {
    return (double) count / ROWS;
  }

  private static List<NamedCsvRecord> read(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
      return rows.stream().toList();
    }
  }

  private static String localOf(NamedCsvRecord row) {
    String email = row.getField("email");
    return email.substring(0, email.lastIndexOf('@'));
  }

  private static String domainOf(NamedCsvRecord row) {
    String email = row.getField("email");
    return email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  private static String aLabels(String domain) {
    return IDN.toASCII(domain);
  }

  /** Narrow on purpose: what the generator writes as valid, and nothing else. */
  private static boolean isPlainlyValid(String email) {
    return email.matches(
            "(\"[^\"@\\s]+ [^\"@\\s]+\"|[\\p{L}\\p{N}_+-]+(\\.[\\p{L}\\p{N}_+-]+)*)"
                + "@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+")
        && email.substring(0, email.lastIndexOf('@')).getBytes(UTF_8).length <= 64;
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
