package io.winnow.lab.list;

import io.winnow.lab.world.DomainKind;

/** Valid addresses, spread evenly over so many domains at the shared operators, in any order. */
final class UniformRows implements RowSource {
  private final long domains;
  private final long seed;
  private final Permutation shuffle;

  UniformRows(long rows, long domains, long seed) {
    this.domains = domains;
    this.seed = seed;
    this.shuffle = new Permutation(rows, seed);
  }

  @Override
  public ListedRow row(long number) {
    Person person = Person.ofRow(seed, number);
    String domain = DomainNames.plain(DomainKind.MX, shuffle.of(number) % domains);
    return new ListedRow(
        person.fullName(),
        person.localPart(".") + "@" + domain,
        Company.draw(Draws.ofRow(seed, number)),
        DomainKind.MX.truth());
  }
}
