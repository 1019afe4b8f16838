package io.winnow.verifier.screen;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of common domains below one suffix, by length, each with a bit for every letter that it
 * holds: nearly all names that are not near are passed over by counting the bits in which they
 * differ.
 */
final class Neighbourhood {
  /** Shorter names have too many real neighbours. */
  private static final int LEAST_LENGTH = 5;

  private static final int LEAST_LENGTH_OF_LESS_KNOWN = 7;

  /** From here on a name may be two slips away; the first letter has to be right then. */
  private static final int LONG = 7;

  private record Place(String name, CommonDomain domain, int letters, boolean top) {}

  private final Place[] places;
  private final int[] startOfLength;

  /**
   * @param domains of this suffix, by rank
   * @param suffix without its dot
   */
  Neighbourhood(List<CommonDomain> domains, String suffix) {
    places =
        domains.stream()
            .map(domain -> place(domain, suffix))
            .filter(
                place ->
                    place.name().indexOf('.') < 0
                        && place.name().length()
                            >= (place.top() ? LEAST_LENGTH : LEAST_LENGTH_OF_LESS_KNOWN))
            .sorted(Comparator.comparingInt(place -> place.name().length()))
            .toArray(Place[]::new);
    int longest = places.length == 0 ? 0 : places[places.length - 1].name().length();
    startOfLength = new int[longest + 2];
    for (int length = 0, at = 0; length < startOfLength.length; length++) {
      while (at < places.length && places[at].name().length() < length) {
        at++;
      }
      startOfLength[length] = at;
    }
  }

  private static Place place(CommonDomain domain, String suffix) {
    String name = domain.name().substring(0, domain.name().length() - suffix.length() - 1);
    return new Place(
        name, domain, letters(name, 0, name.length()), domain.kind() == CommonDomain.Kind.TOP);
  }

  private static int letters(String text, int from, int to) {
    int letters = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      letters |= c >= 'a' && c <= 'z' ? 1 << (c - 'a') : c == '-' ? 1 << 26 : 1 << (27 + (c & 3));
    }
    return letters;
  }

  /**
   * The common domain that a name below this suffix was probably meant for; null when there is
   * none.
   *
   * @param domain whose first characters are the name
   * @param end behind the name
   */
  @Nullable Correction near(String domain, int end) {
    int from = Math.max(0, end - (end >= LONG ? 2 : 1));
    int to = Math.min(startOfLength.length - 1, end + 3);
    if (from >= to) {
      return null;
    }
    int letters = letters(domain, 0, end);
    String written = null;
    Place best = null;
    Edit bestEdit = null;
    for (int i = startOfLength[from]; i < startOfLength[to]; i++) {
      Place place = places[i];
      if (Integer.bitCount(place.letters() ^ letters) > 4) {
        continue;
      }
      if (written == null) {
        written = domain.substring(0, end);
      }
      Edit edit = Edit.between(written, place.name());
      if (edit != null) {
        if (bestEdit == null || edit.kind().compareTo(bestEdit.kind()) < 0) {
          best = place;
          bestEdit = edit;
        }
      } else if (best == null && twoSlips(written, place)) {
        best = place;
      }
    }
    if (best == null) {
      return null;
    }
    boolean strong = best.top() && bestEdit != null && certain(bestEdit, best.name());
    return new Correction(best.domain().name(), strong);
  }

  private static boolean twoSlips(String written, Place place) {
    return place.name().length() >= LONG
        && written.charAt(0) == place.name().charAt(0)
        && Edit.atMostTwo(written, place.name());
  }

  /** Real names begin otherwise (fmail, email); within a short name any other letter makes one. */
  private static boolean certain(Edit edit, String name) {
    boolean shortName = name.length() <= LEAST_LENGTH;
    return switch (edit.kind()) {
      case SWAPPED, DOUBLED, MISSING -> true;
      case NEIGHBOUR -> edit.position() > 0 || !shortName;
      case ADDED -> edit.position() > 0;
      case OTHER -> edit.position() > 0 && !shortName;
    };
  }
}
