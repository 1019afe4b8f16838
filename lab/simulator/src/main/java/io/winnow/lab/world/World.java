package io.winnow.lab.world;

import static io.winnow.lab.world.Operators.primaryHost;
import static io.winnow.lab.world.Operators.secondaryHost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What every domain is. Names are lower-case A-labels without the final dot.
 *
 * <p>A domain {@code ANYTHING.KIND.lab.test} behaves as its {@link DomainKind#label kind} says in
 * the DNS, or as its {@link MailKind#label kind} says when asked by SMTP; there is no end of them
 * and nothing is stored for one. Beside them stand a few named domains: the big mail providers,
 * misspellings of them, invented companies, and the operators of the mail exchangers. No other name
 * exists.
 */
public final class World {
  /** What the names end with that tell their kind. */
  public static final String LAB_ZONE = "lab.test";

  /** Where the world {@link #onLoopback} is; 127.0.0.1 is not in it. */
  public static final String LOOPBACK_NETWORK = Loopback.NETWORK;

  private static final String LAB_SUFFIX = "." + LAB_ZONE;
  private static final int EXCHANGERS_OF_TRUNCATED = 60;
  private static final String LOOP_PREFIX = "loop.";

  private final Map<String, Catalogue.Entry> named;
  private final Set<String> sharedHosts;

  private final MailServers servers;
  private final Judge judge = new Judge(this);
  private final @Nullable Loopback loopback;

  private World(Map<String, Catalogue.Entry> named, MailServers servers, boolean onLoopback) {
    this.named = named;
    this.servers = servers;
    this.sharedHosts = new LinkedHashSet<>();
    for (String operator : Operators.domains()) {
      sharedHosts.add(primaryHost(operator));
      sharedHosts.add(secondaryHost(operator));
    }
    for (Catalogue.Entry entry : named.values()) {
      entry.exchangers().forEach(exchanger -> sharedHosts.add(exchanger.host()));
    }
    for (MailKind kind : MailKind.values()) {
      kind.exchangersOf(LAB_ZONE).forEach(exchanger -> sharedHosts.add(exchanger.host()));
    }
    this.loopback = onLoopback ? loopback() : null;
  }

  private Loopback loopback() {
    List<String> hosts = new ArrayList<>(sharedHosts);
    for (String domain : named.keySet()) {
      hostsOf(domain).stream().filter(host -> !sharedHosts.contains(host)).forEach(hosts::add);
    }
    List<String> ofTenantsAndLabDomains =
        List.of("any.mail.protection.outlook.com", "mail.any.own-mx." + LAB_ZONE);
    return new Loopback(servers, hosts, ofTenantsAndLabDomains);
  }

  /** The one world, as its data files say, with addresses that are for documentation. */
  public static World standard() {
    Map<String, Catalogue.Entry> named = Catalogue.read();
    for (String operator : Operators.domains()) {
      named.put(
          operator,
          new Catalogue.Entry(
              DomainKind.MX,
              List.of(new MailExchanger(10, primaryHost(operator))),
              MailKind.ORDINARY));
    }
    return new World(named, MailServers.read(), false);
  }

  /**
   * The same with addresses in {@link #LOOPBACK_NETWORK} in place of public ones, so that its mail
   * servers can be reached. Addresses that are private remain so.
   */
  public World onLoopback() {
    return new World(named, servers, true);
  }

  /** The domain {@code name.KIND.lab.test}. */
  public static String domain(String name, DomainKind kind) {
    return name + "." + kind.label() + LAB_SUFFIX;
  }

  /** The domain {@code name.KIND.lab.test}. */
  public static String domain(String name, MailKind kind) {
    return name + "." + kind.label() + LAB_SUFFIX;
  }

  /** The domains with names from life, in the order of the data file, then the operators. */
  public SequencedSet<String> namedDomains() {
    return Collections.unmodifiableSequencedSet(new LinkedHashSet<>(named.keySet()));
  }

  /** How the name behaves; {@link DomainKind#NXDOMAIN} when nothing is known of it. */
  public DomainKind kindOf(String name) {
    DomainKind kind = domainKind(name);
    if (kind != null) {
      return kind;
    }
    return sharedHosts.contains(name) || Hosting.isTenant(name)
        ? DomainKind.IMPLICIT_MX
        : kindBeneath(name);
  }

  /** What a right verifier says of an address at that domain, asking the DNS alone. */
  public Truth truth(String domain) {
    return kindOf(domain).truth();
  }

  /**
   * What a right verifier says of an address.
   *
   * @param local as in an address, quoted or not, of valid syntax
   * @param domain lower-case A-labels
   * @param level how much it may ask
   */
  public Truth truth(String local, String domain, TruthLevel level) {
    return judge.verdict(local, domain, level);
  }

  /** How the mail servers of a domain answer for it; ordinary where nothing else is said. */
  public MailKind mailKindOf(String domain) {
    Catalogue.Entry entry = named.get(domain);
    if (entry != null) {
      return entry.mail();
    }
    return labLabel(domain).flatMap(MailKind::ofLabel).orElse(MailKind.ORDINARY);
  }

  /** Whether a verifier learns of a mailbox at such a domain, beyond that it is accepted. */
  public boolean tells(MailKind kind) {
    return kind.always().isEmpty() && kind.recipients() != Recipients.DEFERS_PROBES;
  }

  /**
   * The state of a mailbox, whatever its domain.
   *
   * @param local as in an address, quoted or not
   * @param domain lower-case A-labels
   */
  public Mailbox mailbox(String local, String domain) {
    return Mailbox.of(local, domain);
  }

  /** The mail server of a host. */
  public MailServer serverOf(String host) {
    return servers.of(host);
  }

  /**
   * The addresses of all mail servers, also of those where nothing listens.
   *
   * @throws IllegalStateException when the world is not {@link #onLoopback}
   */
  public Map<String, MailServer> servers() {
    if (loopback == null) {
      throw new IllegalStateException("this world has no addresses to reach its servers at");
    }
    return Collections.unmodifiableMap(loopback.servers());
  }

  /** The hosts that take mail for a domain, by preference; its own where it has no MX record. */
  public List<String> hostsOf(String domain) {
    if (!truth(domain).reason().equals("smtp_not_checked")) {
      return List.of();
    }
    List<MailExchanger> exchangers = exchangersOf(domain);
    return exchangers.isEmpty()
        ? List.of(domain)
        : exchangers.stream()
            .sorted(Comparator.comparingInt(MailExchanger::preference))
            .map(MailExchanger::host)
            .toList();
  }

  /** Whether the domain's mail servers take local parts in Unicode. */
  boolean takesSmtpUtf8(String domain) {
    return hostsOf(domain).stream().anyMatch(host -> serverOf(host).is(Trait.SMTPUTF8));
  }

  /** The domain's MX records, behind its alias if it is one; empty when it has none. */
  public List<MailExchanger> exchangersOf(String domain) {
    Catalogue.Entry entry = named.get(domain);
    if (entry != null && !entry.exchangers().isEmpty()) {
      return entry.exchangers();
    }
    DomainKind kind = domainKind(domain);
    if (kind == DomainKind.MX && entry == null) {
      return mailKindOf(domain).exchangersOf(domain);
    }
    return kind == null ? List.of() : exchangersOf(domain, kind);
  }

  private List<MailExchanger> exchangersOf(String domain, DomainKind kind) {
    return switch (kind) {
      case MX, SLOW, FLAKY -> List.of(new MailExchanger(10, primaryHost(Operators.of(domain))));
      case OWN_MX -> List.of(new MailExchanger(10, "mail." + domain));
      case MULTI_MX ->
          List.of(
              new MailExchanger(20, secondaryHost(Operators.of(domain))),
              new MailExchanger(10, primaryHost(Operators.of(domain))),
              new MailExchanger(30, primaryHost(Operators.secondOf(domain))));
      case TRUNCATED ->
          IntStream.rangeClosed(1, EXCHANGERS_OF_TRUNCATED)
              .mapToObj(i -> new MailExchanger(i, "mail-" + (100 + i) + "." + domain))
              .toList();
      case CNAME -> exchangersOf(aliasOf(domain).orElseThrow());
      case NULL_MX -> List.of(new MailExchanger(0, "."));
      case MX_UNRESOLVABLE, PRIVATE_MX ->
          List.of(
              new MailExchanger(10, "mail." + domain), new MailExchanger(20, "backup." + domain));
      case IMPLICIT_MX, NO_MAIL, NXDOMAIN, SERVFAIL, REFUSED, LAME, CNAME_LOOP, TIMEOUT ->
          List.of();
    };
  }

  /** The addresses of a domain or host, IPv4 and IPv6, as literals; empty when it has none. */
  public List<String> addressesOf(String name) {
    return switch (kindOf(name)) {
      case MX,
          OWN_MX,
          MULTI_MX,
          IMPLICIT_MX,
          SLOW,
          FLAKY,
          TRUNCATED,
          NULL_MX,
          MX_UNRESOLVABLE,
          PRIVATE_MX ->
          publicAddressesOf(name);
      case NO_MAIL ->
          domainKind(parentOf(name)) == DomainKind.PRIVATE_MX
              ? Addresses.privateOf(name)
              : List.of();
      case CNAME -> addressesOf(aliasOf(name).orElseThrow());
      case NXDOMAIN, SERVFAIL, REFUSED, LAME, CNAME_LOOP, TIMEOUT -> List.of();
    };
  }

  /** Where the name's CNAME record points, if it has one. */
  public Optional<String> aliasOf(String name) {
    return switch (kindOf(name)) {
      case CNAME -> Optional.of(domain(name.substring(0, name.indexOf('.')), DomainKind.MX));
      case CNAME_LOOP ->
          Optional.of(domainKind(name) == null ? parentOf(name) : LOOP_PREFIX + name);
      case MX,
          OWN_MX,
          MULTI_MX,
          IMPLICIT_MX,
          SLOW,
          FLAKY,
          TRUNCATED,
          NULL_MX,
          NO_MAIL,
          MX_UNRESOLVABLE,
          PRIVATE_MX,
          NXDOMAIN,
          SERVFAIL,
          REFUSED,
          LAME,
          TIMEOUT ->
          Optional.empty();
    };
  }

  /** The kind of a name that is a mail domain by itself, or null when it is none. */
  private @Nullable DomainKind domainKind(String name) {
    Catalogue.Entry entry = named.get(name);
    if (entry != null) {
      return entry.kind();
    }
    return labLabel(name).map(World::kindOfLabel).orElse(null);
  }

  /** The KIND in {@code ANYTHING.KIND.lab.test}. */
  private static Optional<String> labLabel(String name) {
    if (!name.endsWith(LAB_SUFFIX)) {
      return Optional.empty();
    }
    int end = name.length() - LAB_SUFFIX.length();
    int dot = name.lastIndexOf('.', end - 1);
    return dot <= 0 || name.lastIndexOf('.', dot - 1) >= 0
        ? Optional.empty()
        : Optional.of(name.substring(dot + 1, end));
  }

  private static @Nullable DomainKind kindOfLabel(String label) {
    return DomainKind.ofLabel(label)
        .or(() -> MailKind.ofLabel(label).map(mail -> DomainKind.MX))
        .orElse(null);
  }

  private List<String> publicAddressesOf(String name) {
    if (loopback == null) {
      return Addresses.publicOf(name);
    }
    return kindOf(name) == DomainKind.IMPLICIT_MX ? loopback.of(name) : loopback.ofUnasked(name);
  }

  /** The kind of a name that is no mail domain itself: a host, a node of the tree, or nothing. */
  private DomainKind kindBeneath(String name) {
    if (isNode(name)) {
      return DomainKind.NO_MAIL;
    }
    String parent = parentOf(name);
    DomainKind parentKind = domainKind(parent);
    if (parentKind == null) {
      return brokenZoneAbove(parent).orElse(DomainKind.NXDOMAIN);
    }
    if (parentKind.brokenZone()) {
      return parentKind;
    }
    if (parentKind == DomainKind.CNAME_LOOP && name.startsWith(LOOP_PREFIX)) {
      return DomainKind.CNAME_LOOP;
    }
    if (parentKind == DomainKind.MX_UNRESOLVABLE || !isExchanger(name, parent)) {
      return DomainKind.NXDOMAIN;
    }
    return parentKind == DomainKind.PRIVATE_MX ? DomainKind.NO_MAIL : DomainKind.IMPLICIT_MX;
  }

  /** Whether the name has no records but names below it (RFC 8020). */
  private static boolean isNode(String name) {
    return name.equals(LAB_ZONE)
        || (name.endsWith(LAB_SUFFIX)
            && kindOfLabel(name.substring(0, name.length() - LAB_SUFFIX.length())) != null);
  }

  private Optional<DomainKind> brokenZoneAbove(String name) {
    for (String zone = parentOf(name); !zone.isEmpty(); zone = parentOf(zone)) {
      DomainKind kind = domainKind(zone);
      if (kind != null) {
        return kind.brokenZone() ? Optional.of(kind) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean isExchanger(String host, String domain) {
    return exchangersOf(domain).stream().anyMatch(exchanger -> exchanger.host().equals(host));
  }

  private static String parentOf(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }
}
