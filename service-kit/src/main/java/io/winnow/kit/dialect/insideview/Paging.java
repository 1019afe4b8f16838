package io.winnow.kit.dialect.insideview;

import io.javalin.http.Context;
import io.winnow.kit.dialect.DialectError;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted.
 *
 * @param page counted from 1
 * @param perPage 1 to {@value #MOST_PER_PAGE}
 */
public record Paging(int page, int perPage) {
  /** How many there may be on a page. */
  public static final int MOST_PER_PAGE = 50;

  private static final int DEFAULT_PER_PAGE = 10;
  private static final int MOST_PAGES = 10_000_000;

  /**
   * As a request asks for it by {@code page} and {@code resultsPerPage}.
   *
   * @throws DialectError when there is no such page
   */
  public static Paging of(Context context) {
    return new Paging(
        number("page", context.queryParam("page"), 1, MOST_PAGES),
        number(
            "resultsPerPage",
            context.queryParam("resultsPerPage"),
            DEFAULT_PER_PAGE,
            MOST_PER_PAGE));
  }

  private static int number(String name, @Nullable String text, int otherwise, int most) {
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    int number;
    try {
      number = Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw DialectError.of(400, "400-107", "Please enter a valid number for " + name + ".");
    }
    if (number < 1) {
      throw DialectError.of(
          400,
          "400-105",
          "%s should not be less than 1. Given value is %d.".formatted(name, number));
    }
    if (number > most) {
      throw DialectError.of(
          400,
          "400-106",
          "%s should not be more than %d. Given value is %d.".formatted(name, most, number));
    }
    return number;
  }

  /** How many stand on the pages before. */
  public long skip() {
    return (page - 1L) * perPage;
  }
}
