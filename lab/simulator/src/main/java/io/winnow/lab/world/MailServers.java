package io.winnow.lab.world;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which host has which mail server, read from {@code servers.csv}: the first line that fits. */
final class MailServers {
  private static final String FILE = "servers.csv";
  private static final List<String> COMMON_WORDINGS =
      List.of("postfix", "postfix", "exim", "exchange", "plain");
  private static final Set<Trait> COMMON_TRAITS = EnumSet.of(Trait.PIPELINING, Trait.SMTPUTF8);

  private record Line(String hosts, MailServer server) {
    boolean fits(String host) {
      return hosts.startsWith("*") ? host.endsWith(hosts.substring(1)) : host.equals(hosts);
    }
  }

  private final List<Line> lines;

  private MailServers(List<Line> lines) {
    this.lines = lines;
  }

  static MailServers read() {
    List<Line> lines = new ArrayList<>();
    try (InputStream file = MailServers.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the simulator's jar lacks " + FILE);
      }
      try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
        for (NamedCsvRecord line : records) {
          lines.add(line(line));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new MailServers(lines);
  }

  MailServer of(String host) {
    for (Line line : lines) {
      if (line.fits(host)) {
        return line.server();
      }
    }
    String operator = operatorOf(host);
    String wording = COMMON_WORDINGS.get(Hash.below(COMMON_WORDINGS.size(), "wording/" + operator));
    return new MailServer(operator, wording, COMMON_TRAITS);
  }

  private static Line line(NamedCsvRecord line) {
    String hosts = line.getField("hosts");
    String operator = line.getField("operator");
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    for (String trait : Arrays.asList(line.getField("traits").split(" ", -1))) {
      traits.add(Trait.ofLabel(trait));
    }
    return new Line(
        hosts,
        new MailServer(
            operator.isEmpty() ? operatorOf(hosts) : operator, line.getField("wording"), traits));
  }

  /** The last two labels. */
  private static String operatorOf(String host) {
    int dot = host.lastIndexOf('.', host.lastIndexOf('.') - 1);
    return host.substring(dot + 1);
  }
}
