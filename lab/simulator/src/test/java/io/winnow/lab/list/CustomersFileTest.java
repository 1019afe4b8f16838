package io.winnow.lab.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.net.IDN;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CustomersFileTest {
  private static final Path FILE = Path.of("../../examples/customers.csv");
  private static final Pattern VALID =
      Pattern.compile(
          "(?:\"[^\"@]+\"|[\\p{L}\\p{N}'+-]+(?:\\.[\\p{L}\\p{N}'+-]+)*)@([\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+)");

  private final World world = World.standard();

  @Test
  void fileIsWhatTheProgramWrites() throws IOException {
    assertThat(Files.readString(FILE, UTF_8)).isEqualTo(CustomerList.generate());
  }

  @Test
  void fileHasAThousandRowsOfOneWidthAndBlankLinesBetween() throws IOException {
    assertThat(rows()).hasSize(1_000).allMatch(row -> row.getFieldCount() == 7);
    assertThat(rows().stream().map(row -> row.getField("id"))).doesNotHaveDuplicates();
    assertThat(Files.readAllLines(FILE, UTF_8)).filteredOn(String::isEmpty).hasSize(6);
  }

  @Test
  void everyDomainIsKnownByName() throws IOException {
    Set<String> domains =
        emails().stream()
            .map(VALID::matcher)
            .filter(matcher -> matcher.matches())
            .map(matcher -> IDN.toASCII(matcher.group(1).toLowerCase(Locale.ROOT)))
            .collect(toSet());

    assertThat(domains).hasSizeGreaterThan(80).isSubsetOf(world.namedDomains());
    assertThat(domains.stream().map(domain -> world.truth(domain).reason()).distinct())
        .containsExactlyInAnyOrder(
            "smtp_not_checked",
            "domain_not_found",
            "null_mx",
            "no_mail_server",
            "dns_servfail",
            "dns_timeout");
  }

  @Test
  void fileHasTheFlawsOfRealLists() throws IOException {
    List<String> emails = emails();
    List<String> given = emails.stream().filter(email -> !email.isEmpty()).toList();

    assertThat(emails).filteredOn(String::isEmpty).hasSizeBetween(15, 50);
    assertThat(given).filteredOn(email -> !VALID.matcher(email).matches()).hasSizeBetween(20, 60);
    assertThat(given.size() - new HashSet<>(given).size()).isBetween(10, 80);
    assertThat(given).anyMatch(email -> email.matches("[A-Z.0-9]+@[A-Z.-]+"));
    assertThat(given).anyMatch(email -> email.matches("[^@]+@[^@]*ü[^@]*"));
    assertThat(given).anyMatch(email -> email.contains("+shop@"));
    assertThat(Files.readString(FILE, UTF_8)).contains(", ", "\"\"", "München");
  }

  private List<String> emails() throws IOException {
    return rows().stream().map(row -> row.getField("email")).toList();
  }

  private static List<NamedCsvRecord> rows() throws IOException {
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(FILE)) {
      return rows.stream().toList();
    }
  }
}
