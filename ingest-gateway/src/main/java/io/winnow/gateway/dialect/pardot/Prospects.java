package io.winnow.gateway.dialect.pardot;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactKey;
import io.winnow.contracts.ContactResult;
import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.ContactWrite.Operation;
import io.winnow.gateway.http.FormParameters;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.directory.ContactPage;
import io.winnow.kit.directory.DirectoryDesk;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations on prospects. All throw {@link DialectError} when a request fails as a whole. */
final class Prospects {
  private final DirectoryDesk desk;
  private final InstantSource clock;

  Prospects(DirectoryDesk desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
  }

  /** What a request asks of the prospects of its account. */
  Answer run(String account, PardotPath path, String method, FormParameters parameters) {
    String operation = path.operation();
    return switch (operation == null ? "" : operation) {
      case "batchCreate" -> batch(account, Operation.CREATE, path.version(), parameters);
      case "batchUpdate" -> batch(account, Operation.UPDATE, path.version(), parameters);
      case "batchUpsert" -> batch(account, Operation.UPSERT, path.version(), parameters);
      case "read" -> read(account, key(path, parameters), parameters);
      case "query" -> query(account, parameters);
      case "create" -> write(account, Operation.CREATE, path, parameters);
      case "update" -> write(account, Operation.UPDATE, path, parameters);
      case "upsert" -> write(account, Operation.UPSERT, path, parameters);
      case "delete" -> {
        if (!method.equals("POST") && !method.equals("DELETE")) {
          throw PardotError.INVALID_METHOD.fault();
        }
        yield delete(account, key(path, parameters));
      }
      case "assign", "unassign" -> throw PardotError.UNSUPPORTED_FEATURE.fault();
      default -> throw PardotError.INVALID_ACTION.fault();
    };
  }

  /**
   * Writes the prospects that can be written, and tells of the others under their identifiers. All
   * of them are one command to the directory.
   */
  private Answer batch(
      String account, Operation operation, Version version, FormParameters parameters) {
    List<String> identifiers = new ArrayList<>();
    List<ContactWrite> writes = new ArrayList<>();
    Map<String, @Nullable String> errors = new LinkedHashMap<>();
    for (ProspectsDocument.Row row : document(version, parameters)) {
      errors.put(row.identifier(), null);
      try {
        writes.add(ProspectWrites.of(operation, version, row));
        identifiers.add(row.identifier());
      } catch (DialectError e) {
        errors.put(row.identifier(), e.text());
      }
    }
    List<ContactResult> results = writes.isEmpty() ? List.of() : desk.write(account, writes, false);
    boolean created = false;
    for (int i = 0; i < results.size(); i++) {
      ContactResult result = results.get(i);
      created |= result.created();
      if (result.fault() != null) {
        errors.put(identifiers.get(i), ProspectWrites.inBatch(operation, result.fault()).text());
      }
    }
    Map<String, String> told = new LinkedHashMap<>();
    errors.forEach(
        (identifier, text) -> {
          if (text != null) {
            told.put(identifier, text);
          }
        });
    return new Answer.Batch(told, created);
  }

  private static List<ProspectsDocument.Row> document(Version version, FormParameters parameters) {
    String document = parameters.get("prospects");
    if (document == null) {
      if (parameters.hasForeignBody()) {
        // recorded with 400 in every version
        throw DialectError.of(
            400,
            Integer.toString(PardotError.INVALID_INPUT.code()),
            PardotError.INVALID_INPUT.text());
      }
      throw PardotError.PARAMETERS_MISSING.fault();
    }
    if (document.isBlank()) {
      throw PardotError.PARAMETER_VALUES_MISSING.fault();
    }
    return ProspectsDocument.read(document, version);
  }

  private Answer read(String account, ContactKey key, FormParameters parameters) {
    Contact contact =
        desk.find(account, key).orElseThrow(() -> ProspectWrites.notFound(key).fault());
    return new Answer.One(Prospect.of(contact, output(parameters), fields(parameters)), false);
  }

  private Answer query(String account, FormParameters parameters) {
    String output = output(parameters);
    boolean total = !output.equals("bulk");
    ContactPage page = desk.query(account, ProspectQuery.of(parameters, total, clock.instant()));
    Set<String> fields = fields(parameters);
    return new Answer.Page(
        page.total(),
        page.contacts().stream().map(contact -> Prospect.of(contact, output, fields)).toList());
  }

  private Answer write(
      String account, Operation operation, PardotPath path, FormParameters parameters) {
    ContactKey key =
        operation == Operation.CREATE ? newEmail(path, parameters) : key(path, parameters);
    ContactWrite write = ProspectWrites.of(operation, key, ProspectFields.of(parameters.all()));
    ContactResult result = written(account, write);
    Contact contact = result.contact();
    if (contact == null) {
      throw PardotError.CONFLICTING_UPDATE.fault(); // somebody has removed it since
    }
    return new Answer.One(Prospect.of(contact, output(parameters), Set.of()), result.created());
  }

  private Answer delete(String account, ContactKey key) {
    ContactResult _ = written(account, ContactWrite.delete(key));
    return new Answer.Nothing();
  }

  private ContactResult written(String account, ContactWrite write) {
    ContactResult result = desk.write(account, List.of(write), true).getFirst();
    if (result.fault() != null) {
      throw ProspectWrites.alone(write, result.fault()).fault();
    }
    return result;
  }

  private static ContactKey newEmail(PardotPath path, FormParameters parameters) {
    String email =
        Objects.equals(path.keyField(), "email") ? path.key() : parameters.filled("email");
    if (email == null || email.isBlank()) {
      throw PardotError.PARAMETERS_MISSING.fault();
    }
    return ContactKey.email(email);
  }

  /** Whom the path names, or else a parameter: by id, fid or address, in this order. */
  private static ContactKey key(PardotPath path, FormParameters parameters) {
    if (path.keyField() != null) {
      return key(path.keyField(), path.key());
    }
    for (String field : List.of("id", "fid", "email")) {
      String value = parameters.filled(field);
      if (value != null) {
        return key(field, value);
      }
    }
    throw PardotError.PARAMETERS_MISSING.fault();
  }

  private static ContactKey key(String field, String value) {
    if (value.isBlank()) {
      throw PardotError.PARAMETERS_MISSING.fault();
    }
    return switch (field) {
      case "email" -> ContactKey.email(value);
      case "fid" -> ContactKey.fid(value);
      default -> {
        ContactKey id = ProspectWrites.id(value);
        if (id == null) {
          throw PardotError.INVALID_PROSPECT_ID.fault();
        }
        yield id;
      }
    };
  }

  private static String output(FormParameters parameters) {
    String output = parameters.filled("output");
    return output == null ? "full" : output;
  }

  private static Set<String> fields(FormParameters parameters) {
    String fields = parameters.filled("fields");
    return fields == null ? Set.of() : Set.of(fields.strip().split("\\s*,\\s*", -1));
  }
}
