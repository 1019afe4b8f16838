package io.winnow.verifier.lanes;

import java.util.List;
import java.util.Set;

/**
 * Who runs mail hosts for many domains.
 *
 * @param name in lower case, without dots
 * @param mx suffixes of host names, such as {@code google.com}
 * @param domains of its own, which people get mailboxes at
 * @param lanes how many lanes its mail hosts are divided into, at least 1
 * @param limits of all lanes together
 * @param hosted of the domains of its customers
 * @param own of its own domains
 * @param egresses names of the ways out to its hosts; empty for all there are
 */
record Operator(
    String name,
    List<String> mx,
    Set<String> domains,
    int lanes,
    Limits limits,
    CatchAllPolicy hosted,
    CatchAllPolicy own,
    List<String> egresses) {

  Operator {
    mx = List.copyOf(mx);
    domains = Set.copyOf(domains);
    egresses = List.copyOf(egresses);
  }

  CatchAllPolicy policy(String domain) {
    return domains.contains(domain) ? own : hosted;
  }
}
