package io.winnow.lab.list;

import io.winnow.lab.world.DomainKind;
import io.winnow.lab.world.KnownNames;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.Mailbox;
import io.winnow.lab.world.Truth;
import io.winnow.lab.world.TruthLevel;
import io.winnow.lab.world.World;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A customer list as they come, of everything there is in the world. */
final class MixedRows implements RowSource {
  /** Those of whose servers it is plain what they tell. */
  private static final List<String> PROVIDERS =
      List.of(
          "gmail.com",
          "gmx.de",
          "web.de",
          "outlook.com",
          "hotmail.com",
          "yahoo.com",
          "t-online.de",
          "gmx.net",
          "freenet.de",
          "googlemail.com",
          "aol.com",
          "live.com",
          "yahoo.de",
          "hotmail.de",
          "orange.fr");

  private static final List<String> RESERVED =
      List.of("firma.invalid", "mail.localhost", "drucker.local", "postfach.onion");

  private static final List<String> LITERALS =
      List.of("[192.0.2.1]", "[198.51.100.25]", "[IPv6:2001:db8::25]");

  private static final Set<String> GMAIL = Set.of("gmail.com", "googlemail.com");

  private static final int SHARES = 10_000;

  private final World world;
  private final long seed;
  private final TruthLevel level;
  private final Population domains;
  private final MailPopulation mailDomains;

  MixedRows(World world, long rows, long seed, TruthLevel level) {
    this.world = world;
    this.seed = seed;
    this.level = level;
    this.domains = new Population(rows);
    this.mailDomains = new MailPopulation(rows);
  }

  @Override
  public ListedRow row(long number) {
    Draws draws = Draws.ofRow(seed, number);
    long source = number > 0 && draws.percent(1) ? draws.below(number) : number;
    if (source == number) {
      return fresh(number, draws);
    }
    ListedRow earlier = row(source);
    return new ListedRow(earlier.name(), earlier.email(), Company.draw(draws), earlier.truth());
  }

  private ListedRow fresh(long number, Draws draws) {
    Person person = Person.ofRow(seed, number);
    String name = draws.percent(8) ? person.lastNameFirst() : person.fullName();
    int place = draws.below(1_000);
    String company = Company.draw(draws);
    if (place < 2) {
      return new ListedRow(name, "", company, Truth.skipped("empty_row"));
    }
    if (place < 22) {
      String broken = BrokenAddress.draw(draws, person.localPart("."), draws.pick(PROVIDERS));
      return new ListedRow(name, broken, company, Truth.undeliverable("invalid_syntax"));
    }
    if (place < 24) {
      String literal = person.localPart(".") + "@" + draws.pick(LITERALS);
      return new ListedRow(name, literal, company, Truth.undeliverable("domain_literal"));
    }
    if (place < 27) {
      String reserved = person.localPart(".") + "@" + draws.pick(RESERVED);
      return new ListedRow(name, reserved, company, Truth.undeliverable("reserved_domain"));
    }
    Address address = address(place, person, draws);
    return new ListedRow(name, written(address, draws), company, truth(address));
  }

  private record Address(String local, String domain) {}

  private Address address(int place, Person person, Draws draws) {
    if (place < 40) {
      return new Address(person.localPart("."), draws.pick(KnownNames.MISSPELT));
    }
    if (place < 55) {
      return new Address(person.localPart("."), draws.pick(KnownNames.DISPOSABLE));
    }
    if (place < 570) {
      String provider = drawProvider(draws);
      return new Address(localAtProvider(provider, person, draws), provider);
    }
    if (place < 770) {
      DomainKind kind = domains.drawKind(draws);
      String domain = domains.drawDomain(draws, kind);
      return new Address(local(person, draws, draws.percent(3)), domain);
    }
    MailKind kind = mailDomains.drawKind(draws);
    return atMailDomain(kind, mailDomains.drawDomain(draws, kind), person, draws);
  }

  private Address atMailDomain(MailKind kind, String domain, Person person, Draws draws) {
    if (kind == MailKind.NO_SMTPUTF8 && draws.percent(30)) {
      return new Address(person.localPartAsWritten(), domain);
    }
    String local = local(person, draws, world.tells(kind) && draws.percent(3));
    if (kind != MailKind.BARE_550) {
      return new Address(local, domain);
    }
    // of a missing mailbox a bare 550 says enough only beside another reply
    for (int i = 1; world.mailbox(local, aLabels(domain)) != Mailbox.EXISTS; i++) {
      local = person.localPart(".") + "." + i;
    }
    return new Address(local, domain);
  }

  private static String local(Person person, Draws draws, boolean role) {
    if (role) {
      return draws.pick(KnownNames.ROLES);
    }
    return switch (draws.below(100)) {
      case 0, 1 -> person.localPartAsWritten();
      case 2 -> "\"" + person.localPart(" ") + "\"";
      default -> person.localPart(draws.percent(70) ? "." : "_");
    };
  }

  private static String localAtProvider(String provider, Person person, Draws draws) {
    if (!GMAIL.contains(provider) || !draws.percent(2)) {
      return person.localPart(draws.percent(80) ? "." : "");
    }
    return switch (draws.below(3)) {
      case 0 -> person.localPart("_");
      case 1 -> person.localPart(".").substring(0, 2) + draws.below(100);
      default -> person.localPart(".") + "x".repeat(31);
    };
  }

  /** The second half as often as the first, the third a third as often. */
  private static String drawProvider(Draws draws) {
    int total = 0;
    for (int rank = 1; rank <= PROVIDERS.size(); rank++) {
      total += SHARES / rank;
    }
    int place = draws.below(total);
    int rank = 1;
    while (place >= SHARES / rank) {
      place -= SHARES / rank;
      rank++;
    }
    return PROVIDERS.get(rank - 1);
  }

  private static String written(Address address, Draws draws) {
    String email = address.local() + "@" + address.domain();
    boolean plain = email.matches("[A-Za-z0-9._@-]+");
    boolean takesTags = GMAIL.contains(address.domain()) || !PROVIDERS.contains(address.domain());
    return switch (plain ? draws.below(100) : 99) {
      case 0, 1, 2 -> email.toUpperCase(Locale.ROOT);
      case 3, 4 -> takesTags ? address.local() + "+newsletter@" + address.domain() : email;
      default -> email;
    };
  }

  private Truth truth(Address address) {
    return world.truth(address.local(), aLabels(address.domain()), level);
  }

  private static String aLabels(String domain) {
    return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
  }
}
