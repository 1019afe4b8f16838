package io.winnow.verifier.screen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the common domain that another one was probably meant for. Asked only of domains that are
 * on no list of real ones. Safe for concurrent use.
 */
final class Misspellings {
  /** Suffixes that exist, and are typed for these. */
  private static final Map<String, String> SLIPS =
      Map.of("co", "com", "cm", "com", "om", "com", "ne", "net");

  /** What a top level that does not exist may have been meant for, the likeliest first. */
  private static final List<String> TOP_LEVELS = List.of("com", "net", "org");

  private final DomainTable table;
  private final Map<String, String> entries;
  private final Map<String, CommonDomain> byDomain = new HashMap<>();
  private final Map<String, List<CommonDomain>> byFirstLabel = new HashMap<>();
  private final NameTable suffixes = new NameTable();
  private final List<Neighbourhood> neighbourhoods = new ArrayList<>();

  /**
   * @param table knows the public suffixes
   * @param common by rank
   * @param entries from a misspelling to what is meant
   */
  Misspellings(DomainTable table, List<CommonDomain> common, Map<String, String> entries) {
    this.table = table;
    this.entries = Map.copyOf(entries);
    Map<String, List<CommonDomain>> bySuffix = new HashMap<>();
    for (CommonDomain domain : common) {
      int suffix = DomainTable.suffixStart(table.match(domain.name()));
      if (domain.kind() == CommonDomain.Kind.REAL || suffix == 0) {
        continue;
      }
      byDomain.put(domain.name(), domain);
      String firstLabel = domain.name().substring(0, domain.name().indexOf('.'));
      byFirstLabel.computeIfAbsent(firstLabel, _ -> new ArrayList<>()).add(domain);
      bySuffix.computeIfAbsent(domain.name().substring(suffix), _ -> new ArrayList<>()).add(domain);
    }
    bySuffix.forEach(
        (suffix, domains) -> {
          neighbourhoods.add(new Neighbourhood(domains, suffix));
          suffixes.add(suffix, neighbourhoods.size());
        });
  }

  /**
   * Null when the domain is right for all that is known.
   *
   * @param match what the table says of the domain
   */
  @Nullable Correction of(String domain, long match) {
    if ((DomainTable.exact(match) & DomainTable.MISSPELT) != 0) {
      String meant = entries.get(domain);
      return meant == null ? null : new Correction(meant, true);
    }
    int topLevel = domain.lastIndexOf('.') + 1;
    if (!table.isSuffix(domain, topLevel)) {
      return ofMissingTopLevel(domain, topLevel);
    }
    int suffix = DomainTable.suffixStart(match);
    if (suffix == 0 || domain.indexOf('.') != suffix - 1) {
      return null;
    }
    Correction slip = domain.length() - suffix == 2 ? ofOtherSuffix(domain, suffix) : null;
    return slip != null ? slip : near(domain, suffix, domain);
  }

  /**
   * @param domain whose suffix begins there
   * @param names begins with the same name
   */
  private @Nullable Correction near(String domain, int suffix, String names) {
    int neighbourhood = suffixes.at(domain, suffix, domain.length());
    return neighbourhood == 0
        ? null
        : neighbourhoods.get(neighbourhood - 1).near(names, suffix - 1);
  }

  private @Nullable Correction ofOtherSuffix(String domain, int suffix) {
    String meant = SLIPS.get(domain.substring(suffix));
    CommonDomain common = meant == null ? null : byDomain.get(domain.substring(0, suffix) + meant);
    return common == null ? null : correction(common);
  }

  private @Nullable Correction ofMissingTopLevel(String domain, int topLevel) {
    int dot = domain.indexOf('.');
    String rest = domain.substring(dot + 1);
    for (CommonDomain common : byFirstLabel.getOrDefault(domain.substring(0, dot), List.of())) {
      if (Edit.between(rest, common.name().substring(dot + 1)) != null) {
        return correction(common);
      }
    }
    String written = domain.substring(topLevel);
    for (String meant : TOP_LEVELS) {
      if (Edit.between(written, meant) != null) {
        String corrected = domain.substring(0, topLevel) + meant;
        Correction near = near(corrected, topLevel, corrected);
        return near != null ? near : new Correction(corrected, false);
      }
    }
    return null;
  }

  private static Correction correction(CommonDomain common) {
    return new Correction(common.name(), common.kind() == CommonDomain.Kind.TOP);
  }
}
