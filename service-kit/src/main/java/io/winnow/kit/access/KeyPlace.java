package io.winnow.kit.access;

import io.javalin.http.Context;
import io.winnow.kit.http.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where in a request a client may put its key. A dialect that has a place of its own, such as a
 * parameter of the query, brings it along as one of these; it should look at its own paths alone.
 */
@FunctionalInterface
public interface KeyPlace {
  /** {@code Authorization: Bearer KEY} (RFC 6750, section 2.1). Other schemes are not ours. */
  KeyPlace BEARER =
      context -> {
        String header = context.header("Authorization");
        String scheme = "bearer ";
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(scheme)
            ? header.substring(scheme.length()).strip()
            : null;
      };

  /** {@code X-Api-Key: KEY}. */
  KeyPlace API_KEY =
      context -> {
        String header = context.header("X-Api-Key");
        return header == null ? null : header.strip();
      };

  /** Those that every route knows. */
  List<KeyPlace> EVERYWHERE = List.of(BEARER, API_KEY);

  /** What stands there; null when nothing does. */
  @Nullable String in(Context context);

  /**
   * The key of a request; null when it has none.
   *
   * @throws Problem when it has two different ones
   */
  static @Nullable String key(List<KeyPlace> places, Context context) {
    String found = null;
    for (KeyPlace place : places) {
      String here = place.in(context);
      if (here == null || here.isEmpty()) {
        continue;
      }
      if (found != null && !found.equals(here)) {
        throw Problem.of(
            400,
            "several_keys",
            "the request carries two different keys; send one, as 'Authorization: Bearer KEY' or"
                + " 'X-Api-Key: KEY'");
      }
      found = here;
    }
    return found;
  }
}
