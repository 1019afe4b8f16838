package io.winnow.lab.list;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes {@code examples/customers.csv}: what a small shop's customers might look like. */
final class CustomerList {
  static final int ROWS = 1_000;

  private static final int SEED = 2_024;
  private static final Map<Integer, String> BLANK_LINES_AFTER_ROW =
      Map.of(118, "\n", 342, "\n\n", 560, "\n", 777, "\n", 941, "\n");

  private record Customer(
      String first, String last, String company, String email, String city, String notes) {}

  private final Draws draws = new Draws(SEED);
  private final Set<String> used = new HashSet<>();
  private final List<Customer> customers = new ArrayList<>();

  private CustomerList() {}

  /** The file goes where the first argument says. */
  static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), new CustomerList().text());
  }

  static String generate() {
    return new CustomerList().text();
  }

  private String text() {
    StringWriter text = new StringWriter();
    CsvWriter csv = CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(text);
    csv.writeRecord("id", "first_name", "last_name", "company", "email", "city", "notes");
    int id = 20_316;
    for (int row = 1; row <= ROWS; row++) {
      Customer customer = draw(row);
      customers.add(customer);
      id += draws.percent(85) ? 1 : 2 + draws.below(7);
      csv.writeRecord(
          Integer.toString(id),
          customer.first(),
          customer.last(),
          customer.company(),
          customer.email(),
          customer.city(),
          customer.notes());
      text.append(BLANK_LINES_AFTER_ROW.getOrDefault(row, ""));
    }
    return text.toString();
  }

  private Customer draw(int row) {
    if (row > 50 && draws.below(1_000) < 22) {
      return again(customers.get(draws.below(customers.size())));
    }
    return draws.percent(34) ? atCompany() : atHome();
  }

  private Customer again(Customer earlier) {
    boolean shouted = draws.percent(25);
    return new Customer(
        earlier.first(),
        earlier.last(),
        earlier.company(),
        shouted ? earlier.email().toUpperCase(Locale.ROOT) : earlier.email(),
        earlier.city(),
        draws.percent(40) ? "doppelt?" : "");
  }

  private Customer atHome() {
    CustomerRegion region = drawRegion();
    String first = draws.pick(region.firstNames());
    String last = draws.pick(region.lastNames());
    String provider = draws.pick(region.providers());
    String email = emailOf(localPart(first, last), provider);
    return new Customer(first, last, "", email, draws.pick(region.cities()), note(region));
  }

  private Customer atCompany() {
    CustomerCompany company = draws.pick(CustomerCompany.ALL);
    CustomerRegion region = company.region();
    boolean desk = draws.percent(30);
    String first = desk ? "" : draws.pick(region.firstNames());
    String last = desk ? "" : draws.pick(region.lastNames());
    String local =
        desk
            ? draws.pick(
                region.code().equals("de")
                    ? List.of("info", "info", "kontakt", "post", "buchhaltung", "einkauf")
                    : List.of("info", "info", "contact", "office"))
            : localPartAtWork(first, last);
    return new Customer(
        first,
        last,
        company.name(),
        emailOf(local, company.domain()),
        company.city(),
        note(region));
  }

  /** Gmail gives out letters, digits and dots alone. */
  private static String asGivenOut(String local, String domain) {
    return domain.equals("gmail.com") || domain.equals("googlemail.com")
        ? local.replace('-', '.')
        : local;
  }

  private String emailOf(String local, String domain) {
    int place = draws.below(1_000);
    if (place < 28) {
      return "";
    }
    if (place < 60) {
      return broken(local, domain);
    }
    String unused = unused(asGivenOut(local, domain), domain);
    if (place < 85) {
      return unused.substring(0, unused.indexOf('@') + 1) + misspelt(domain);
    }
    if (place < 110) {
      return unused.toUpperCase(Locale.ROOT);
    }
    if (place < 130 && !local.startsWith("\"")) {
      return unused.replace("@", draws.percent(50) ? "+shop@" : "+newsletter@");
    }
    return unused;
  }

  /** Role accounts may stand there more than once; people have an address each. */
  private String unused(String local, String domain) {
    String email = local + "@" + domain;
    for (int number = 2; !used.add(email) && local.contains("."); number++) {
      email = local + number + "@" + domain;
    }
    return email;
  }

  private String broken(String local, String domain) {
    return switch (draws.below(13)) {
      case 0 -> local + "(at)" + domain;
      case 1 -> local + "@" + domain.substring(0, domain.indexOf('.'));
      case 2 -> local + " @" + domain;
      case 3 -> local + "@@" + domain;
      case 4 -> local + "@" + domain.replace('.', ',');
      case 5 -> local + "..@" + domain;
      case 6 -> "www." + domain;
      case 7 -> local + "@" + domain + "; " + local + "@gmx.de";
      case 8 -> local;
      case 9 -> "<" + local + "@" + domain;
      case 10 -> local + "@." + domain;
      case 11 -> "k. A.";
      default -> "keine E-Mail";
    };
  }

  private String misspelt(String domain) {
    return switch (domain) {
      case "gmail.com", "googlemail.com" ->
          draws.pick(
              List.of("gmial.com", "gmai.com", "gmal.com", "gmil.com", "gmail.co", "gmail.con"));
      case "hotmail.com", "hotmail.de", "hotmail.fr" ->
          draws.pick(List.of("hotmial.com", "hotmai.com", "hotmal.com"));
      case "outlook.com", "outlook.de" -> draws.pick(List.of("outlok.com", "outllook.com"));
      case "yahoo.com", "yahoo.de", "yahoo.fr" -> draws.pick(List.of("yaho.com", "yahooo.com"));
      case "web.de" -> draws.pick(List.of("wbe.de", "web.dee"));
      case "gmx.de", "gmx.net" -> "gmx.dee";
      case "t-online.de" -> "t-onlin.de";
      case "freenet.de" -> "frenet.de";
      case "icloud.com" -> "iclod.com";
      case "protonmail.com" -> "protonmail.con";
      default -> domain;
    };
  }

  private String localPart(String firstName, String lastName) {
    String first = Vocabulary.plain(firstName);
    String last = Vocabulary.plain(lastName);
    int year = 48 + draws.below(56);
    return switch (draws.below(10)) {
      case 0, 1, 2, 3 -> first + "." + last;
      case 4 -> first + "." + last + twoDigits(year);
      case 5 -> first + "." + last + (1900 + year);
      case 6 -> last + "." + first;
      case 7 -> first.charAt(0) + "." + last + twoDigits(year);
      case 8 -> first + last + twoDigits(year);
      default -> first + "." + last.charAt(0) + (1900 + year);
    };
  }

  private String localPartAtWork(String firstName, String lastName) {
    String first = Vocabulary.plain(firstName);
    String last = Vocabulary.plain(lastName);
    return switch (draws.below(10)) {
      case 0, 1, 2, 3, 4 -> first + "." + last;
      case 5, 6, 7 -> first.charAt(0) + "." + last;
      case 8 -> draws.percent(20) ? "\"" + first + " " + last + "\"" : last;
      default -> draws.percent(30) ? (firstName + "." + lastName).toLowerCase(Locale.ROOT) : first;
    };
  }

  private static String twoDigits(int year) {
    return String.format(Locale.ROOT, "%02d", year % 100);
  }

  private CustomerRegion drawRegion() {
    int place = draws.below(100);
    for (CustomerRegion region : CustomerRegion.ALL) {
      place -= region.share();
      if (place < 0) {
        return region;
      }
    }
    throw new IllegalStateException("the regions' shares do not add up to 100");
  }

  private String note(CustomerRegion region) {
    return draws.percent(72) ? "" : draws.pick(region.notes());
  }
}
