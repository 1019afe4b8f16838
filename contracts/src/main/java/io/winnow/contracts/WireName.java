package io.winnow.contracts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names of enum constants on the wire: the constant's name in lower case. */
final class WireName {
  private WireName() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Index of all constants by their wire name, made once per enum. */
  static <E extends Enum<E>> Map<String, E> index(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .collect(Collectors.toUnmodifiableMap(WireName::of, Function.identity()));
  }

  /**
   * The constant with that wire name.
   *
   * @throws IllegalArgumentException naming the known ones, when there is none
   */
  static <E extends Enum<E>> E parse(Map<String, E> index, String what, String wire) {
    E constant = index.get(wire);
    if (constant == null) {
      throw new IllegalArgumentException(
          what + " '" + wire + "' is none of " + index.keySet().stream().sorted().toList());
    }
    return constant;
  }
}
