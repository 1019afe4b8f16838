package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done to one contact.
 *
 * @param operation what
 * @param key which contact
 * @param email its address from now on; null to leave it, or when the key is the address
 * @param fid what another system calls it from now on; null to leave it, empty for nothing any more
 * @param fields those to be changed, by name; an empty value removes the field, others stay
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactWrite(
    Operation operation,
    ContactKey key,
    @Nullable String email,
    @Nullable String fid,
    SortedMap<String, String> fields) {

  /** What may be done. */
  public enum Operation {
    /** Add a contact whose address (the key) is new. */
    CREATE,
    /** Change a contact that is there. */
    UPDATE,
    /**
     * Change it, or add it when it is not there. When it is named otherwise than by its address,
     * and nobody is called so, the contact that has the new address is changed.
     */
    UPSERT,
    /** Remove it. */
    DELETE;

    private final String wireName = WireName.of(this);

    /** Lower-case name, as on the wire. */
    @JsonValue
    public String wireName() {
      return wireName;
    }
  }

  /**
   * @throws IllegalArgumentException when something is missing, or a contact is to be created whose
   *     key is not an address
   */
  public ContactWrite {
    Component.required(operation, "operation");
    Component.required(key, "key");
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(Component.required(fields, "fields")));
    if (operation == Operation.CREATE && key.email() == null) {
      throw new IllegalArgumentException("a contact is created by its email");
    }
  }

  /** Adds a contact. */
  public static ContactWrite create(String email, Map<String, String> fields) {
    return of(Operation.CREATE, ContactKey.email(email), fields);
  }

  /** Changes fields of a contact, but neither its address nor what others call it. */
  public static ContactWrite update(ContactKey key, Map<String, String> fields) {
    return of(Operation.UPDATE, key, fields);
  }

  /** Changes fields of a contact, or adds it. */
  public static ContactWrite upsert(ContactKey key, Map<String, String> fields) {
    return of(Operation.UPSERT, key, fields);
  }

  /** Removes a contact. */
  public static ContactWrite delete(ContactKey key) {
    return of(Operation.DELETE, key, Map.of());
  }

  private static ContactWrite of(Operation operation, ContactKey key, Map<String, String> fields) {
    return new ContactWrite(operation, key, null, null, new TreeMap<>(fields));
  }

  /** The same, with that address from now on. */
  public ContactWrite withEmail(@Nullable String other) {
    return new ContactWrite(operation, key, other, fid, fields);
  }

  /** The same, called so by another system from now on. */
  public ContactWrite withFid(@Nullable String other) {
    return new ContactWrite(operation, key, email, other, fields);
  }

  /** How many bytes it has at most as JSON. */
  public int weight() {
    return Contact.weight(fields, email, fid, key.email(), key.fid());
  }
}
