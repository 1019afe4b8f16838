package io.winnow.verifier.lanes;

import io.winnow.kit.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who runs which mail hosts, and how much they are asked. Data, not code: {@code operators.conf}
 * beside this class, or a file of the operator's in its place. Immutable.
 */
public final class OperatorTable {
  private static final String BUNDLED = "operators.conf";

  private final Operator others;
  private final Map<String, Operator> byName = new HashMap<>();
  private final Map<String, Operator> bySuffix = new HashMap<>();
  private final UnaryOperator<String> registrable;
  private final double rate;

  private OperatorTable(OperatorFile file, double rate, UnaryOperator<String> registrable) {
    this.registrable = registrable;
    this.rate = rate;
    this.others = file.others();
    for (Operator operator : file.operators()) {
      byName.put(operator.name(), operator);
      operator.mx().forEach(suffix -> bySuffix.put(suffix, operator));
    }
  }

  /**
   * The table that the settings name, at their rate.
   *
   * @param registrable the registrable domain of a host name, or the name itself when it has none
   * @throws SettingsException when the table cannot be used
   */
  public static OperatorTable of(LaneSettings settings, UnaryOperator<String> registrable) {
    if (settings.operatorsFile().isEmpty()) {
      return new OperatorTable(bundled(), settings.rate(), registrable);
    }
    Path file = settings.operatorsFile().get();
    try {
      return new OperatorTable(
          OperatorFile.parse(file.toString(), Files.readString(file)),
          settings.rate(),
          registrable);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          LaneSettings.OPERATORS_FILE.key() + ": cannot be used: " + e.getMessage());
    }
  }

  /**
   * The table that comes with Winnow.
   *
   * @param registrable the registrable domain of a host name, or the name itself when it has none
   */
  public static OperatorTable bundled(UnaryOperator<String> registrable) {
    return new OperatorTable(bundled(), 1, registrable);
  }

  private static OperatorFile bundled() {
    try (InputStream in = OperatorTable.class.getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new IllegalStateException(BUNDLED + " is missing from the program");
      }
      return OperatorFile.parse(BUNDLED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + BUNDLED, e);
    }
  }

  static OperatorTable read(String name, String text, UnaryOperator<String> registrable) {
    return new OperatorTable(OperatorFile.parse(name, text), 1, registrable);
  }

  /**
   * The lane of a domain.
   *
   * @param mailHosts where its mail goes, most preferred first, which decides; never empty
   * @param domain in lower-case A-labels
   */
  public LaneKey of(List<String> mailHosts, String domain) {
    String host = mailHosts.getFirst();
    Operator operator = running(host);
    if (operator == null) {
      return new LaneKey(nobodyKnown(host), 0);
    }
    // String.hashCode is specified, hence the same in all processes for ever
    return new LaneKey(operator.name(), Math.floorMod(mixed(domain.hashCode()), operator.lanes()));
  }

  /** Whether a host is asked for the mailbox in the same lane as the first one. */
  boolean inLaneOfFirst(Inquiry inquiry, String host) {
    return host.equals(inquiry.mailHosts().getFirst())
        || of(List.of(host), inquiry.domain()).equals(of(inquiry.mailHosts(), inquiry.domain()));
  }

  private static int mixed(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
    return mixed ^ mixed >>> 13;
  }

  /** A name with a dot in it, so that it cannot be one of the table. */
  private String nobodyKnown(String host) {
    String name = registrable.apply(host);
    return name.indexOf('.') < 0 ? name + "." : name;
  }

  private @Nullable Operator running(String host) {
    for (String suffix = host; ; ) {
      Operator operator = bySuffix.get(suffix);
      int dot = suffix.indexOf('.');
      if (operator != null || dot < 0) {
        return operator;
      }
      suffix = suffix.substring(dot + 1);
    }
  }

  /** Who runs a host; null when it is nobody known. */
  @Nullable String nameFor(String host) {
    Operator operator = running(host);
    return operator == null ? null : operator.name();
  }

  /** Who has that lane; one for all that are nobody known. */
  Operator operator(LaneKey lane) {
    return byName.getOrDefault(lane.operator(), others);
  }

  /** What a lane may do. */
  Limits limits(LaneKey lane) {
    Operator operator = operator(lane);
    return operator.limits().times(rate).share(lane.number() % operator.lanes(), operator.lanes());
  }

  /** All that have a name, without the one for the others. */
  Collection<Operator> operators() {
    return byName.values();
  }
}
