package io.winnow.bench;

import io.winnow.lab.world.DomainKind;
import io.winnow.lab.world.MailServer;
import io.winnow.lab.world.Trait;
import io.winnow.lab.world.TruthLevel;
import io.winnow.lab.world.World;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A list as most of a real one is: many people at a few large domains of a few operators, well
 * mixed. All servers are ordinary, tell the truth, and offer PIPELINING and no TLS; 18 of a hundred
 * mailboxes are missing, full, disabled or moved.
 */
final class ProbeList {
  private static final EnumSet<Trait> ORDINARY = EnumSet.of(Trait.PIPELINING, Trait.SMTPUTF8);

  private final World world;
  private final List<String> domains;

  /**
   * @param operators how many; the lab has some 30 ordinary ones
   * @param domainsEach of each operator
   */
  ProbeList(World world, int operators, int domainsEach) {
    this.world = world;
    this.domains = domains(world, operators, domainsEach);
  }

  private static List<String> domains(World world, int operators, int domainsEach) {
    Map<String, List<String>> byOperator = new LinkedHashMap<>();
    for (int number = 0; number < 100_000; number++) {
      String domain = World.domain("customers-" + number, DomainKind.MX);
      MailServer server = world.serverOf(world.hostsOf(domain).getFirst());
      if (!server.traits().equals(ORDINARY)) {
        continue;
      }
      if (byOperator.size() < operators || byOperator.containsKey(server.operator())) {
        List<String> its =
            byOperator.computeIfAbsent(server.operator(), _ -> new ArrayList<>(domainsEach));
        if (its.size() < domainsEach) {
          its.add(domain);
        }
      }
      if (byOperator.size() == operators
          && byOperator.values().stream().allMatch(its -> its.size() == domainsEach)) {
        return byOperator.values().stream().flatMap(List::stream).toList();
      }
    }
    throw new IllegalArgumentException(
        "the lab has no %d ordinary operators with %d domains each"
            .formatted(operators, domainsEach));
  }

  /** How many domains there are. */
  int domains() {
    return domains.size();
  }

  /**
   * Writes it; each address is there once.
   *
   * @param name of the people; another one gives another list
   * @return how many rows have which status by rights
   */
  Map<String, Long> write(long rows, String name, Path file) throws IOException {
    Map<String, Long> statuses = new TreeMap<>();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,email\r\n");
      for (long row = 0; row < rows; row++) {
        String local = name + "." + row;
        String domain = domains.get((int) Math.floorMod(row * 7919, (long) domains.size()));
        out.write(row + "," + local + "@" + domain + "\r\n");
        statuses.merge(world.truth(local, domain, TruthLevel.SMTP).status(), 1L, Long::sum);
      }
    }
    return statuses;
  }
}
