package io.winnow.lab.list;

import io.winnow.lab.world.DomainKind;
import io.winnow.lab.world.Truth;
import io.winnow.lab.world.World;
import java.util.List;
import java.util.Locale;

/** A customer list as they come: mostly right, at the big providers, with everything else in it. */
final class MixedRows implements RowSource {
  private static final List<String> PROVIDERS =
      List.of(
          "gmail.com",
          "gmx.de",
          "web.de",
          "outlook.com",
          "hotmail.com",
          "yahoo.com",
          "t-online.de",
          "icloud.com",
          "gmx.net",
          "freenet.de",
          "googlemail.com",
          "aol.com",
          "live.com",
          "yahoo.de",
          "hotmail.de",
          "orange.fr",
          "libero.it",
          "mail.ru",
          "proton.me",
          "yandex.ru");

  private static final List<String> MISSPELT_PROVIDERS =
      List.of("gmial.com", "gmai.com", "hotmial.com", "yaho.com", "outlok.com", "gmail.co");

  static final List<String> RESERVED =
      List.of("firma.invalid", "mail.localhost", "drucker.local", "postfach.onion");

  static final List<String> LITERALS =
      List.of("[192.0.2.1]", "[198.51.100.25]", "[IPv6:2001:db8::25]");

  private final World world;
  private final long seed;
  private final Population population;
  private final int[] providerShares;

  MixedRows(World world, long rows, long seed) {
    this.world = world;
    this.seed = seed;
    this.population = new Population(rows);
    this.providerShares = new int[PROVIDERS.size()];
    for (int rank = 0; rank < providerShares.length; rank++) {
      providerShares[rank] = 10_000 / (rank + 1);
    }
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
    Addressed addressed = address(person, draws);
    return new ListedRow(name, addressed.email(), Company.draw(draws), addressed.truth());
  }

  private record Addressed(String email, Truth truth) {}

  private Addressed address(Person person, Draws draws) {
    int place = draws.below(1_000);
    if (place < 2) {
      return new Addressed("", Truth.skipped("empty_row"));
    }
    if (place < 22) {
      return new Addressed(
          BrokenAddress.draw(draws, person.localPart("."), drawProvider(draws)),
          Truth.undeliverable("invalid_syntax"));
    }
    if (place < 24) {
      return new Addressed(
          person.localPart(".") + "@" + draws.pick(LITERALS),
          Truth.undeliverable("domain_literal"));
    }
    if (place < 27) {
      return new Addressed(
          person.localPart(".") + "@" + draws.pick(RESERVED),
          Truth.undeliverable("reserved_domain"));
    }
    if (place < 33) {
      return atProvider(person, draws, draws.pick(MISSPELT_PROVIDERS));
    }
    return place < 583
        ? atProvider(person, draws, drawProvider(draws))
        : atLabDomain(person, draws);
  }

  private Addressed atProvider(Person person, Draws draws, String provider) {
    String local = person.localPart(draws.percent(80) ? "." : "");
    return new Addressed(written(local, provider, draws), world.truth(provider));
  }

  private Addressed atLabDomain(Person person, Draws draws) {
    DomainKind kind = population.drawKind(draws);
    String domain = population.drawDomain(draws, kind);
    String email =
        switch (draws.below(100)) {
          case 0, 1 -> person.localPartAsWritten() + "@" + domain;
          case 2 -> "\"" + person.localPart(" ") + "\"@" + domain;
          default -> written(person.localPart(draws.percent(70) ? "." : "_"), domain, draws);
        };
    return new Addressed(email, kind.truth());
  }

  private static String written(String local, String domain, Draws draws) {
    return switch (draws.below(100)) {
      case 0, 1, 2 -> (local + "@" + domain).toUpperCase(Locale.ROOT);
      case 3, 4 -> local + "+newsletter@" + domain;
      default -> local + "@" + domain;
    };
  }

  private String drawProvider(Draws draws) {
    int total = 0;
    for (int share : providerShares) {
      total += share;
    }
    int place = draws.below(total);
    int rank = 0;
    while (place >= providerShares[rank]) {
      place -= providerShares[rank];
      rank++;
    }
    return PROVIDERS.get(rank);
  }
}
