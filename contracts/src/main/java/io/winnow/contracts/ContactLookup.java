package io.winnow.contracts;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a job that are contacts of its account's directory. On {@link Topics#CONTACT_LOOKUPS}, a
 * row's address is the id of a contact in decimal digits, its other cells do not matter, and the
 * key is the account. The directory passes it to {@link Topics#ADDRESSES} with the contact's
 * address and the cells below; job, row, level and options stay.
 *
 * <p>The columns are, in this order: {@value #CONTACT_ID} as given, {@value #FOUND} ({@code yes} or
 * {@code no}), {@code email} (the address, in {@link #ADDRESS_COLUMN}), then the {@linkplain
 * #FIELDS fields}. A contact that there is not is a row without an address, whose verdict is {@code
 * skipped}; all its cells but the first two are empty.
 */
public final class ContactLookup {
  /** Name of the column with the id. */
  public static final String CONTACT_ID = "contact_id";

  /** Name of the column that says whether there is such a contact. */
  public static final String FOUND = "found";

  /** Where the address stands among the columns, from 0. */
  public static final int ADDRESS_COLUMN = 2;

  /** Names of the fields that are told of each contact, in order. */
  public static final List<String> FIELDS =
      List.of(
          "salutation",
          "first_name",
          "last_name",
          "job_title",
          "department",
          "phone",
          "fax",
          "company",
          "website",
          "industry",
          "employees",
          "annual_revenue",
          "address_one",
          "address_two",
          "city",
          "state",
          "zip",
          "territory",
          "country",
          "source");

  /** Names of all columns, in order, the address's among them. */
  public static final List<String> COLUMNS = columns();

  private ContactLookup() {}

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(CONTACT_ID, FOUND, "email"));
    columns.addAll(FIELDS);
    return List.copyOf(columns);
  }

  /** The id that a row asks for; null when its address cannot be one. */
  public static @Nullable Long idIn(AddressSubmitted lookup) {
    String text = lookup.address().strip();
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return null;
    }
    long id = Long.parseLong(text);
    return id == 0 ? null : id;
  }

  /**
   * The row as it is to be verified.
   *
   * @param lookup the row with the id
   * @param contact which it names; null when there is none
   */
  public static AddressSubmitted joined(AddressSubmitted lookup, @Nullable Contact contact) {
    List<String> cells = new ArrayList<>(COLUMNS.size() - 1);
    cells.add(lookup.address());
    cells.add(contact == null ? "no" : "yes");
    for (String field : FIELDS) {
      cells.add(contact == null ? "" : contact.fields().getOrDefault(field, ""));
    }
    return new AddressSubmitted(
        lookup.job(),
        lookup.row(),
        contact == null ? "" : contact.email(),
        lookup.level(),
        ADDRESS_COLUMN,
        cells,
        lookup.options());
  }
}
