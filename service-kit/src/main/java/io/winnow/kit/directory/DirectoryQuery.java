package io.winnow.kit.directory;

import io.winnow.contracts.ContactFilter;
import java.util.List;

/**
 * Which contacts of an account are wanted, and in what order.
 *
 * @param filters what must hold of a contact, all of them
 * @param sort name of the field to sort by, as in {@link ContactFilter}; ties are in the order of
 *     ids
 * @param descending whether the greatest comes first
 * @param offset how many to leave out at the beginning
 * @param limit how many at most
 * @param total whether all that match are to be counted, which takes a look at each contact unless
 *     only ids are filtered
 */
public record DirectoryQuery(
    List<ContactFilter> filters,
    String sort,
    boolean descending,
    long offset,
    int limit,
    boolean total) {
  /** Contacts of one page, at most. */
  public static final int MOST_LIMIT = 1000;

  /** Contacts that may be left out when they are not sorted by id, at most. */
  public static final int MOST_SORTED = 100_000;

  /**
   * @throws IllegalArgumentException when offset or limit are out of range
   */
  public DirectoryQuery {
    filters = List.copyOf(filters);
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset + " is negative");
    }
    if (limit < 0 || limit > MOST_LIMIT) {
      throw new IllegalArgumentException("limit " + limit + " is not within 0 and " + MOST_LIMIT);
    }
    if (!sort.equals(ContactFilter.ID) && offset + limit > MOST_SORTED) {
      throw new IllegalArgumentException(
          "offset %d and limit %d are beyond %d, which is only possible when sorting by id"
              .formatted(offset, limit, MOST_SORTED));
    }
  }
}
