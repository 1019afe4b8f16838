package io.winnow.gateway.dialect.pardot;

import io.winnow.contracts.ContactFault;
import io.winnow.contracts.ContactKey;
import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.ContactWrite.Operation;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked of prospects in the directory's words, and its faults in Pardot's. */
final class ProspectWrites {
  private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

  private ProspectWrites() {}

  /** The key of a prospect of that id; null when that is no id. */
  static @Nullable ContactKey id(String text) {
    return ID.matcher(text.strip()).matches() ? ContactKey.id(Long.parseLong(text.strip())) : null;
  }

  /** The key that an identifier of version 3 names: an id, or else an address. */
  static ContactKey idOrEmail(String identifier) {
    ContactKey id = id(identifier);
    return id == null ? ContactKey.email(identifier) : id;
  }

  /**
   * What is to be written. An address that names the prospect is not changed: what is given beside
   * it counts when the prospect is named otherwise.
   */
  static ContactWrite of(Operation operation, ContactKey key, ProspectFields fields) {
    return new ContactWrite(
        operation, key, key.email() == null ? fields.email() : null, fields.fid(), fields.fields());
  }

  /**
   * A prospect of a batch.
   *
   * @throws io.winnow.kit.dialect.DialectError when it cannot be written
   */
  static ContactWrite of(Operation operation, Version version, ProspectsDocument.Row row) {
    ProspectFields fields = ProspectFields.of(row.fields());
    return switch (version) {
      case THREE ->
          of(
              operation,
              operation == Operation.CREATE
                  ? ContactKey.email(row.identifier())
                  : idOrEmail(row.identifier()),
              fields);
      case FOUR -> ofVersion4(operation, row.fields(), fields);
    };
  }

  /** A prospect that names itself by its id, its fid or its address, in this order. */
  private static ContactWrite ofVersion4(
      Operation operation, Map<String, String> given, ProspectFields fields) {
    String id = given.getOrDefault("id", "");
    if (operation != Operation.CREATE && !id.isEmpty()) {
      ContactKey key = id(id);
      if (key == null) {
        throw PardotError.INVALID_PROSPECT_ID.fault();
      }
      return of(operation, key, fields);
    }
    String fid = fields.fid();
    if (operation != Operation.CREATE && fid != null && !fid.isEmpty()) {
      return of(operation, ContactKey.fid(fid), fields);
    }
    String email = fields.email();
    if (email == null) {
      throw (operation == Operation.UPDATE
              ? PardotError.PROSPECT_NOT_FOUND
              : PardotError.INVALID_PROSPECT_EMAIL)
          .fault();
    }
    return of(operation, ContactKey.email(email), fields);
  }

  /** Why a prospect of a batch was not written. */
  static PardotError inBatch(Operation operation, ContactFault fault) {
    return switch (fault) {
      case NOT_FOUND -> PardotError.PROSPECT_NOT_FOUND;
      case INVALID_EMAIL, EMAIL_TAKEN, FID_TAKEN, NO_EMAIL, TOO_LARGE -> general(operation, fault);
    };
  }

  /** Why the one prospect of a request was not written, or there is none. */
  static PardotError alone(ContactWrite write, ContactFault fault) {
    return switch (fault) {
      case NOT_FOUND -> notFound(write.key());
      case INVALID_EMAIL, EMAIL_TAKEN, FID_TAKEN, NO_EMAIL, TOO_LARGE ->
          general(write.operation(), fault);
    };
  }

  /** That nobody has that id, fid or address. */
  static PardotError notFound(ContactKey key) {
    if (key.id() != null) {
      return PardotError.INVALID_PROSPECT_ID;
    }
    return key.fid() == null ? PardotError.INVALID_PROSPECT_EMAIL : PardotError.INVALID_FID;
  }

  private static PardotError general(Operation operation, ContactFault fault) {
    return switch (fault) {
      case INVALID_EMAIL -> PardotError.INVALID_PROSPECT_EMAIL;
      case EMAIL_TAKEN ->
          operation == Operation.CREATE ? PardotError.PROSPECT_EXISTS : PardotError.EMAIL_IN_USE;
      case FID_TAKEN -> PardotError.INVALID_FID;
      case NOT_FOUND -> PardotError.PROSPECT_NOT_FOUND;
      case NO_EMAIL -> PardotError.NO_ID_AND_NO_EMAIL;
      case TOO_LARGE -> PardotError.INVALID_PARAMETER_RANGE;
    };
  }
}
