package io.winnow.lab.world;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Addresses in {@value #NETWORK} for the hosts of the world, so that their mail servers can be
 * reached on this machine. The third octet is the operator's and the fourth the host's; hosts of
 * one address have one {@link MailServer}. Hosts that nobody can list, such as those of the lab
 * zone, share a few addresses of their operator's.
 */
final class Loopback {
  /** Where all of them are. */
  static final String NETWORK = "127.96.0.0/16";

  /** Names that have an address and take no mail: whoever connects there has got it wrong. */
  static final MailServer NO_MAIL_HERE =
      new MailServer("no-mail-here", "postfix", Set.of(Trait.REFUSES_AT_CONNECT));

  private static final int MOST_LISTED = 60;
  private static final int SHARED_FROM = 130;
  private static final int SHARED = 16;
  private static final int SHARED_BY_UNASKED = 4;
  private static final int OCTETS = 256;

  private final MailServers servers;
  private final Map<String, Integer> operators = new HashMap<>();
  private final Map<String, Integer> listed = new HashMap<>();
  private final Map<String, MailServer> byAddress = new LinkedHashMap<>();

  /**
   * @param hosts those that can be listed, always in the same order
   * @param representatives a host of each operator whose hosts cannot be listed
   */
  Loopback(MailServers servers, Collection<String> hosts, Collection<String> representatives) {
    this.servers = servers;
    Map<String, Integer> hostsOf = new HashMap<>();
    enter(NO_MAIL_HERE.operator());
    for (String host : hosts) {
      String operator = servers.of(host).operator();
      enter(operator);
      int index = hostsOf.merge(operator, 1, Integer::sum) - 1;
      if (index >= MOST_LISTED) {
        throw new IllegalStateException(operator + " has more hosts than it has addresses");
      }
      listed.put(host, index);
      of(host).forEach(address -> byAddress.put(address, servers.of(host)));
    }
    for (String host : representatives) {
      MailServer server = servers.of(host);
      enter(server.operator());
      for (int i = 0; i < SHARED; i++) {
        byAddress.put(at(server.operator(), SHARED_FROM + i), server);
      }
    }
    for (int i = 0; i < SHARED_BY_UNASKED; i++) {
      byAddress.put(at(NO_MAIL_HERE.operator(), SHARED_FROM + i), NO_MAIL_HERE);
    }
  }

  /** The addresses of a mail host: two of one in four, else one. */
  List<String> of(String host) {
    String operator = servers.of(host).operator();
    Integer index = listed.get(host);
    if (index == null) {
      return List.of(at(operator, SHARED_FROM + Hash.below(SHARED, host)));
    }
    String first = at(operator, 1 + 2 * index);
    return Hash.below(4, "pair/" + host) == 0
        ? List.of(first, at(operator, 2 + 2 * index))
        : List.of(first);
  }

  /** The address of a name that takes no mail. */
  List<String> ofUnasked(String name) {
    return List.of(at(NO_MAIL_HERE.operator(), SHARED_FROM + Hash.below(SHARED_BY_UNASKED, name)));
  }

  /** Every address and the server behind it. */
  Map<String, MailServer> servers() {
    return byAddress;
  }

  private void enter(String operator) {
    operators.putIfAbsent(operator, operators.size());
    if (operators.size() > OCTETS) {
      throw new IllegalStateException("more operators than " + NETWORK + " has room for");
    }
  }

  private String at(String operator, int last) {
    Integer index = operators.get(operator);
    if (index == null) {
      throw new IllegalStateException("nobody has listed the operator " + operator);
    }
    return "127.96." + index + "." + last;
  }
}
