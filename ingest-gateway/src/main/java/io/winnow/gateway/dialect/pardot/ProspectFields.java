package io.winnow.gateway.dialect.pardot;

import io.winnow.contracts.Contact;
import io.winnow.kit.dialect.DialectError;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants a prospect's fields to be, as the directory keeps them.
 *
 * @param email the address from now on; null when it is not mentioned, or empty
 * @param fid what another system calls the prospect; null when it is not mentioned
 * @param fields those to be changed; empty for those to be cleared
 */
record ProspectFields(
    @Nullable String email, @Nullable String fid, SortedMap<String, String> fields) {
  /**
   * What is no field, beside parameters of queries: what names a prospect or a request, and the
   * element that is told of a {@code campaign_id}.
   */
  private static final Set<String> NO_FIELDS =
      Set.of("id", "version", "do", "prospects", "campaign");

  /** What other systems' ids come as. */
  private static final Set<String> FIDS = Set.of("fid", "salesforce_fid");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Set<String> CRITERIA = Set.of("match", "nomatch", "unknown");

  /** A field is kept so when it is true or false; nothing is kept when it is not known. */
  private static final String TRUE = "1";

  private static final String FALSE = "0";

  /**
   * @param given by name, as a client gave them; parameters that are no fields are passed over
   * @throws DialectError when one of them cannot be what is given, or there are too many
   */
  static ProspectFields of(Map<String, String> given) {
    if (given.size() > Contact.MOST_FIELDS) {
      throw PardotError.INVALID_PARAMETER_RANGE.fault();
    }
    String email = null;
    String fid = null;
    SortedMap<String, String> fields = new TreeMap<>();
    for (Map.Entry<String, String> entry : given.entrySet()) {
      String name = entry.getKey();
      String value = entry.getValue();
      if (NO_FIELDS.contains(name) || ProspectQuery.isParameter(name)) {
        continue;
      }
      if (name.equals("email")) {
        email = value.isBlank() ? null : value;
      } else if (FIDS.contains(name)) {
        fid = value.strip();
      } else {
        put(fields, name, value);
      }
    }
    if (fields.containsKey("user_id") && fields.containsKey("crm_owner_fid")) {
      throw PardotError.USER_ID_AND_FID.fault();
    }
    if (Contact.characters(fields) > Contact.MOST_CHARACTERS
        || (fid != null && fid.length() > Contact.MOST_EMAIL)) {
      throw PardotError.INVALID_PARAMETER_RANGE.fault();
    }
    if (email != null && email.strip().length() > Contact.MOST_EMAIL) {
      throw PardotError.INVALID_PROSPECT_EMAIL.fault();
    }
    return new ProspectFields(email, fid, fields);
  }

  private static void put(Map<String, String> fields, String name, String value) {
    @Nullable ProspectField known = ProspectField.named(name);
    if (known != null) {
      switch (known.origin()) {
        case CLIENT -> fields.put(name, value.isEmpty() ? "" : checked(known, value));
        case WINNOW, NOBODY -> {}
      }
      return;
    }
    if (!NAME.matcher(name).matches()) {
      throw PardotError.INVALID_FIELDS.fault();
    }
    if (name.startsWith("profile_criteria_") && !CRITERIA.contains(value)) {
      throw PardotError.INVALID_CRITERIA_STATUS.fault();
    }
    fields.put(name, value);
  }

  private static String checked(ProspectField field, String value) {
    return switch (field.kind()) {
      case TEXT -> value;
      case NUMBER -> number(value.strip());
      case BOOLEAN ->
          switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true", TRUE -> TRUE;
            case "false", FALSE -> FALSE;
            default -> throw PardotError.INVALID_BOOLEAN.fault();
          };
    };
  }

  private static String number(String value) {
    if (INTEGER.matcher(value).matches()) {
      BigInteger number = new BigInteger(value);
      if (number.bitLength() < Long.SIZE) {
        return number.toString();
      }
    }
    throw PardotError.INVALID_NUMBER.fault();
  }
}
