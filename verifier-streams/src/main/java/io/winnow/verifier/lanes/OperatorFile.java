package io.winnow.verifier.lanes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The text of a table of operators: sections of lines {@code key = value}, the first one {@code
 * [others]}, from which the next ones have what they do not say; lines that begin with # do not
 * count.
 *
 * @param others for mail hosts of nobody known
 */
record OperatorFile(Operator others, List<Operator> operators) {
  /** Name of the section, and of its operator in metrics. */
  static final String OTHERS = "others";

  private static final Pattern SECTION = Pattern.compile("\\[([a-z0-9-]+)]");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6}) ?(ms|s|min|h)");

  private static final String MX = "mx";
  private static final String DOMAINS = "domains";
  private static final String LANES = "lanes";
  private static final String CONNECTIONS = "connections";
  private static final String START_CONNECTIONS = "start-connections";
  private static final String CONNECTIONS_PER_MINUTE = "connections-per-minute";
  private static final String RECIPIENTS_PER_MINUTE = "recipients-per-minute";
  private static final String RECIPIENTS_PER_SESSION = "recipients-per-session";
  private static final String UNKNOWN_PER_SESSION = "unknown-per-session";
  private static final String PAUSE = "pause";
  private static final String CATCH_ALL = "catch-all";
  private static final String OWN_CATCH_ALL = "own-catch-all";
  private static final String EGRESS = "egress";

  /** What is the operator's alone, and not had from the others. */
  private static final Set<String> ITS_OWN = Set.of(MX, DOMAINS);

  private static final Set<String> KEYS =
      Set.of(
          MX,
          DOMAINS,
          LANES,
          CONNECTIONS,
          START_CONNECTIONS,
          CONNECTIONS_PER_MINUTE,
          RECIPIENTS_PER_MINUTE,
          RECIPIENTS_PER_SESSION,
          UNKNOWN_PER_SESSION,
          PAUSE,
          CATCH_ALL,
          OWN_CATCH_ALL,
          EGRESS);

  /** Where a section begins, and its lines by key. */
  private record Section(String name, int line, Map<String, String> values) {}

  OperatorFile {
    operators = List.copyOf(operators);
  }

  /**
   * @param file names it in errors
   * @throws IllegalArgumentException naming the line, when something is wrong
   */
  static OperatorFile parse(String file, String text) {
    List<Section> sections = sections(file, text);
    if (sections.isEmpty() || !sections.getFirst().name().equals(OTHERS)) {
      throw new IllegalArgumentException(file + ": the first section has to be [" + OTHERS + "]");
    }
    Map<String, String> inherited = sections.getFirst().values();
    List<Operator> operators = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Section section : sections) {
      String place = "%s, line %d, [%s]: ".formatted(file, section.line(), section.name());
      if (!taken.add('[' + section.name())) {
        throw new IllegalArgumentException(place + "there is one already");
      }
      Map<String, String> values = new HashMap<>(inherited);
      values.putAll(section.values());
      if (!operators.isEmpty()) {
        values
            .keySet()
            .removeIf(key -> ITS_OWN.contains(key) && !section.values().containsKey(key));
      }
      Operator operator = operator(place, section.name(), values);
      for (String suffix : operator.mx()) {
        if (!taken.add(suffix)) {
          throw new IllegalArgumentException(place + suffix + " is another operator's");
        }
      }
      operators.add(operator);
    }
    Operator others = operators.removeFirst();
    if (others.lanes() != 1 || !others.mx().isEmpty()) {
      throw new IllegalArgumentException(file + ": [" + OTHERS + "] has one lane each and no mx");
    }
    return new OperatorFile(others, operators);
  }

  private static List<Section> sections(String file, String text) {
    List<Section> sections = new ArrayList<>();
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String place = "%s, line %d: ".formatted(file, i + 1);
      int equals = line.indexOf('=');
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (SECTION.matcher(line).matches()) {
        sections.add(new Section(line.substring(1, line.length() - 1), i + 1, new HashMap<>()));
      } else if (equals < 0 || sections.isEmpty()) {
        throw new IllegalArgumentException(place + "neither [operator] nor key = value: " + line);
      } else {
        String key = line.substring(0, equals).strip();
        if (!KEYS.contains(key)) {
          throw new IllegalArgumentException(place + "no such key: " + key);
        }
        if (sections.getLast().values().put(key, line.substring(equals + 1).strip()) != null) {
          throw new IllegalArgumentException(place + key + " stands twice");
        }
      }
    }
    return sections;
  }

  private static Operator operator(String place, String name, Map<String, String> values) {
    Values of = new Values(place, values);
    int lanes = of.count(LANES);
    int connections = of.count(CONNECTIONS);
    // what is had from the others may not fit what is its own
    int start = Math.min(of.count(START_CONNECTIONS), connections);
    if (connections < lanes) {
      throw new IllegalArgumentException(
          place + "%d connections cannot be divided over %d lanes".formatted(connections, lanes));
    }
    CatchAllPolicy hosted = of.policy(CATCH_ALL);
    return new Operator(
        name,
        of.names(MX),
        Set.copyOf(of.names(DOMAINS)),
        lanes,
        new Limits(
            connections,
            Math.max(start, lanes),
            of.rate(CONNECTIONS_PER_MINUTE),
            of.rate(RECIPIENTS_PER_MINUTE),
            of.count(RECIPIENTS_PER_SESSION),
            of.count(UNKNOWN_PER_SESSION),
            of.duration(PAUSE)),
        hosted,
        values.containsKey(OWN_CATCH_ALL) ? of.policy(OWN_CATCH_ALL) : hosted,
        of.items(EGRESS));
  }

  private record Values(String place, Map<String, String> values) {
    private <T> T get(String key, String expected, Function<String, T> parser) {
      String text = values.get(key);
      if (text == null) {
        throw new IllegalArgumentException(place + key + " is missing: " + expected);
      }
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s%s is %s: expected %s".formatted(place, key, text, expected), e);
      }
    }

    int count(String key) {
      return get(
          key, "a whole number from 1 to 100000", text -> within(Integer.parseInt(text), text));
    }

    private static int within(int value, String text) {
      if (value < 1 || value > 100_000) {
        throw new IllegalArgumentException(text);
      }
      return value;
    }

    double rate(String key) {
      return get(
          key,
          "a number from 0.01 to 10000000",
          text -> {
            double value = Double.parseDouble(text);
            if (!(value >= 0.01 && value <= 10_000_000)) {
              throw new IllegalArgumentException(text);
            }
            return value;
          });
    }

    Duration duration(String key) {
      return get(
          key,
          "a time such as 200 ms, 30 s, 5 min or 2 h",
          text -> {
            var matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
              throw new IllegalArgumentException(text);
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
              case "ms" -> Duration.ofMillis(amount);
              case "s" -> Duration.ofSeconds(amount);
              case "min" -> Duration.ofMinutes(amount);
              default -> Duration.ofHours(amount);
            };
          });
    }

    CatchAllPolicy policy(String key) {
      String expected =
          "one of "
              + String.join(
                  ", ",
                  Arrays.stream(CatchAllPolicy.values()).map(CatchAllPolicy::fileName).toList());
      return get(
          key,
          expected,
          text ->
              Arrays.stream(CatchAllPolicy.values())
                  .filter(policy -> policy.fileName().equals(text))
                  .findFirst()
                  .orElseThrow(() -> new IllegalArgumentException(text)));
    }

    List<String> names(String key) {
      return items(key).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    List<String> items(String key) {
      return Arrays.stream(values.getOrDefault(key, "").split(",", -1))
          .map(String::strip)
          .filter(name -> !name.isEmpty())
          .toList();
    }
  }
}
