package io.winnow.kit.directory;

import static io.winnow.contracts.ContactFilter.CREATED_AT;
import static io.winnow.contracts.ContactFilter.EMAIL;
import static io.winnow.contracts.ContactFilter.FID;
import static io.winnow.contracts.ContactFilter.ID;
import static io.winnow.contracts.ContactFilter.UPDATED_AT;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactFilter;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How contacts' values are compared: nothing first, then numbers, then texts without their case.
 */
final class ContactOrder {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}(\\.[0-9]{1,18})?");

  private ContactOrder() {}

  /** The value of a field; empty when there is none. */
  static String value(Contact contact, String field) {
    return switch (field) {
      case ID -> Long.toString(contact.id());
      case EMAIL -> contact.email();
      case FID -> contact.fid() == null ? "" : contact.fid();
      case CREATED_AT -> Long.toString(contact.createdAt().toEpochMilli());
      case UPDATED_AT -> Long.toString(contact.updatedAt().toEpochMilli());
      default -> contact.fields().getOrDefault(field, "");
    };
  }

  static boolean matches(Contact contact, ContactFilter filter) {
    int order = compare(value(contact, filter.field()), filter.value());
    return switch (filter.test()) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case GREATER -> order > 0;
      case LESS -> order < 0;
    };
  }

  static int compare(String one, String other) {
    int kind = kind(one);
    int kinds = Integer.compare(kind, kind(other));
    if (kinds != 0 || kind == 0) {
      return kinds;
    }
    return kind == 1
        ? new BigDecimal(one).compareTo(new BigDecimal(other))
        : String.CASE_INSENSITIVE_ORDER.compare(one, other);
  }

  private static int kind(String value) {
    if (value.isEmpty()) {
      return 0;
    }
    return NUMBER.matcher(value).matches() ? 1 : 2;
  }
}
