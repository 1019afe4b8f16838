package io.winnow.gateway.dialect.pardot;

import io.winnow.contracts.Contact;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A contact as Pardot tells it: its own fields in their order, then the others by name.
 *
 * @param cells in order
 * @param campaign id of the campaign that it belongs to, told again behind the cells; null for none
 */
record Prospect(List<Cell> cells, @Nullable String campaign) {
  /** {@code YYYY-MM-DD HH:MM:SS}, in UTC. */
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final Set<ProspectField> MOBILE =
      Set.of(
          ProspectField.ID,
          ProspectField.FIRST_NAME,
          ProspectField.LAST_NAME,
          ProspectField.EMAIL,
          ProspectField.COMPANY);

  /**
   * One field.
   *
   * @param value null when there is none
   */
  record Cell(String name, ProspectField.Kind kind, @Nullable String value) {}

  /**
   * @param output {@code mobile} for five fields alone; anything else for all
   * @param wanted names of the fields that are asked for, all of them when it is empty; the id is
   *     always told
   */
  static Prospect of(Contact contact, String output, Set<String> wanted) {
    boolean mobile = output.equals("mobile");
    List<Cell> cells = new ArrayList<>();
    for (ProspectField field : ProspectField.values()) {
      boolean told =
          field == ProspectField.ID
              || (mobile
                  ? MOBILE.contains(field)
                  : wanted.isEmpty() || wanted.contains(field.wireName()));
      if (told) {
        cells.add(new Cell(field.wireName(), field.kind(), value(contact, field)));
      }
    }
    for (Map.Entry<String, String> other : contact.fields().entrySet()) {
      String name = other.getKey();
      if (!mobile
          && ProspectField.named(name) == null
          && (wanted.isEmpty() || wanted.contains(name))) {
        cells.add(new Cell(name, ProspectField.Kind.TEXT, other.getValue()));
      }
    }
    boolean whole = !mobile && wanted.isEmpty();
    return new Prospect(
        cells, whole ? contact.fields().get(ProspectField.CAMPAIGN_ID.wireName()) : null);
  }

  private static @Nullable String value(Contact contact, ProspectField field) {
    Contact.Verification verification = contact.verification();
    return switch (field) {
      case ID -> Long.toString(contact.id());
      case EMAIL -> contact.email();
      case SALESFORCE_FID -> contact.fid();
      case SCORE -> contact.fields().getOrDefault(field.wireName(), "0");
      case RECENT_INTERACTION -> "Never active";
      case CREATED_AT -> moment(contact.createdAt());
      case UPDATED_AT -> moment(contact.updatedAt());
      case EMAIL_VERIFICATION_STATUS ->
          verification.status() == null
              ? verification.state().wireName()
              : verification.status().wireName();
      case EMAIL_VERIFICATION_REASON ->
          verification.reason() == null ? null : verification.reason().wireName();
      case EMAIL_VERIFICATION_CHECKED_AT ->
          verification.checkedAt() == null ? null : moment(verification.checkedAt());
      default -> contact.fields().get(field.wireName());
    };
  }

  private static String moment(Instant instant) {
    return MOMENT.format(instant);
  }
}
