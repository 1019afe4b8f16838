package io.winnow.kit.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One thing that an operator can set.
 *
 * @param key in the properties file, such as {@code winnow.dns.servers}
 * @param expected what a value looks like, for the docs and for error messages
 * @param defaultText the default as an operator would write it; empty means none
 * @param description one sentence for the docs
 * @param parser from the text; throws IllegalArgumentException when it is wrong
 * @param secret whether its value must never be shown, in a log or an error message
 */
public record Setting<T>(
    String key,
    String expected,
    String defaultText,
    String description,
    Function<String, T> parser,
    boolean secret) {

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12}) ?(|B|KiB|MiB|GiB)", Pattern.CASE_INSENSITIVE);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12}) ?(ms|s|min|h|d)");

  /** One that may be shown. */
  public Setting(
      String key,
      String expected,
      String defaultText,
      String description,
      Function<String, T> parser) {
    this(key, expected, defaultText, description, parser, false);
  }

  /** The name of the environment variable that sets it, such as {@code WINNOW_DNS_SERVERS}. */
  public String environmentVariable() {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Any text. */
  public static Setting<String> text(String key, String defaultText, String description) {
    return new Setting<>(key, "text", defaultText, description, Function.identity());
  }

  /** Any text that nobody but Winnow may see; none by default. */
  public static Setting<String> secret(String key, String description) {
    return new Setting<>(key, "text", "", description, Function.identity(), true);
  }

  /** One constant of an enum, written in lower case with hyphens. */
  public static <E extends Enum<E>> Setting<E> choice(
      String key, E defaultValue, String description) {
    Map<String, E> choices = choicesOf(defaultValue.getDeclaringClass());
    return new Setting<>(
        key,
        "one of " + String.join(", ", choices.keySet()),
        nameOf(defaultValue),
        description,
        text -> {
          E choice = choices.get(text);
          if (choice == null) {
            throw new IllegalArgumentException(text);
          }
          return choice;
        });
  }

  /** Some constants of an enum, at least one, each at most once; written as by {@link #choice}. */
  public static <E extends Enum<E>> Setting<Set<E>> choices(
      String key, EnumSet<E> defaultValues, String description) {
    Map<String, E> choices = choicesOf(defaultValues.iterator().next().getDeclaringClass());
    Function<String, E> one =
        name -> {
          E choice = choices.get(name);
          if (choice == null) {
            throw new IllegalArgumentException(name);
          }
          return choice;
        };
    return new Setting<>(
        key,
        "some of " + String.join(", ", choices.keySet()) + ", separated by commas",
        defaultValues.stream().map(Setting::nameOf).collect(Collectors.joining(", ")),
        description,
        text ->
            Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(one)
                .collect(Collectors.toUnmodifiableSet()));
  }

  private static <E extends Enum<E>> Map<String, E> choicesOf(Class<E> type) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      choices.put(nameOf(constant), constant);
    }
    return choices;
  }

  private static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A whole number within bounds, both included. */
  public static Setting<Integer> integer(
      String key, int defaultValue, int least, int most, String description) {
    String expected = "a whole number from " + least + " to " + most;
    return new Setting<>(
        key,
        expected,
        Integer.toString(defaultValue),
        description,
        text -> {
          int value = Integer.parseInt(text);
          if (value < least || value > most) {
            throw new IllegalArgumentException(expected);
          }
          return value;
        });
  }

  /** Yes or no, written {@code true} or {@code false}. */
  public static Setting<Boolean> flag(String key, boolean defaultValue, String description) {
    return new Setting<>(
        key,
        "true or false",
        Boolean.toString(defaultValue),
        description,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(text);
            });
  }

  /** A number of bytes, such as {@code 10 MiB}. */
  public static Setting<Long> bytes(String key, String defaultText, String description) {
    return new Setting<>(
        key, "a size such as 512 KiB, 10 MiB or 2 GiB", defaultText, description, Setting::size);
  }

  /** A length of time, such as {@code 30 s}. */
  public static Setting<Duration> duration(String key, String defaultText, String description) {
    return new Setting<>(
        key,
        "a time such as 200 ms, 30 s, 5 min, 2 h or 7 d",
        defaultText,
        description,
        Setting::parseDuration);
  }

  /** A file or directory; relative ones start at the working directory. */
  public static Setting<Path> path(String key, String defaultText, String description) {
    return new Setting<>(key, "a path", defaultText, description, Path::of);
  }

  /** Texts separated by commas; blanks around them do not count. */
  public static Setting<List<String>> list(String key, String defaultText, String description) {
    return new Setting<>(
        key,
        "texts separated by commas",
        defaultText,
        description,
        text ->
            Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList());
  }

  private static long size(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long unit =
        switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
          case "kib" -> 1L << 10;
          case "mib" -> 1L << 20;
          case "gib" -> 1L << 30;
          default -> 1;
        };
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
  }

  /**
   * A length of time as in settings, such as {@code 200 ms} or {@code 2h}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "min" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
