package io.winnow.gateway.spool;

import org.jspecify.annotations.Nullable;

/** Makes names of jobs from what clients call their files. */
public final class ListName {
  /** Where nothing else is known. */
  public static final String UNNAMED = "list";

  private static final int LONGEST = 200;

  private ListName() {}

  /**
   * The name without folders and control characters, at most 200 characters long.
   *
   * @param given as the client says; null or blank where it says nothing
   */
  public static String of(@Nullable String given) {
    if (given == null) {
      return UNNAMED;
    }
    String file = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    StringBuilder name = new StringBuilder();
    file.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .limit(LONGEST)
        .forEach(name::appendCodePoint);
    String stripped = name.toString().strip();
    return stripped.isEmpty() || stripped.equals(".") || stripped.equals("..") ? UNNAMED : stripped;
  }
}
