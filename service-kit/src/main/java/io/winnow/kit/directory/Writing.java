package io.winnow.kit.directory;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactFault;
import io.winnow.contracts.ContactKey;
import io.winnow.contracts.ContactResult;
import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.kit.directory.DirectoryShelf.Counts;
import io.winnow.kit.directory.DirectoryShelf.Index;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Does the writes of one command, one after the other. */
final class Writing {
  private final DirectoryShelf shelf;
  private final Predicate<String> addresses;
  private final Consumer<DirectoryChange> changes;
  private final DirectoryCommand.Write command;

  /** Contacts whose address is new, as they stand; by id. */
  private final Map<Long, Contact> toVerify = new LinkedHashMap<>();

  private Counts counts;

  Writing(
      DirectoryShelf shelf,
      Predicate<String> addresses,
      Consumer<DirectoryChange> changes,
      DirectoryCommand.Write command) {
    this.shelf = shelf;
    this.addresses = addresses;
    this.changes = changes;
    this.command = command;
    this.counts = shelf.counts(command.account());
  }

  DirectoryAnswer.Written run() {
    Counts before = counts;
    List<ContactResult> results = new ArrayList<>(command.writes().size());
    for (ContactWrite write : command.writes()) {
      results.add(one(write));
    }
    if (!counts.equals(before)) {
      shelf.put(command.account(), counts);
    }
    if (!toVerify.isEmpty()) {
      shelf.put(command.account(), command.nonce(), new DirectoryShelf.Bill(toVerify.size(), 0));
      changes.accept(
          new DirectoryChange.ToVerify(
              command.account(), command.nonce(), List.copyOf(toVerify.values())));
    }
    shelf.keep(answer(results.stream().map(Writing::withoutContact).toList()));
    return answer(
        command.contacts()
            ? withinBounds(results)
            : results.stream().map(Writing::withoutContact).toList());
  }

  private DirectoryAnswer.Written answer(List<ContactResult> results) {
    return new DirectoryAnswer.Written(
        DirectoryAnswer.VERSION, command.account(), command.nonce(), results);
  }

  private static List<ContactResult> withinBounds(List<ContactResult> results) {
    List<ContactResult> bounded = new ArrayList<>(results.size());
    int bytes = 0;
    for (ContactResult result : results) {
      Contact contact = result.contact();
      bytes += contact == null ? 0 : contact.weight();
      bounded.add(bytes <= DirectoryCommand.MOST_BYTES ? result : withoutContact(result));
    }
    return bounded;
  }

  private static ContactResult withoutContact(ContactResult result) {
    return result.contact() == null
        ? result
        : new ContactResult(result.id(), result.created(), result.fault(), null);
  }

  private ContactResult one(ContactWrite write) {
    Contact contact = ContactKeys.find(shelf, command.account(), write.key());
    return switch (write.operation()) {
      case CREATE ->
          contact == null || write.email() != null
              ? save(null, write, write.key().email())
              : invalidOr(write.key().email(), ContactFault.EMAIL_TAKEN, contact.id());
      case UPDATE -> contact == null ? absent(write) : save(contact, write, null);
      case UPSERT -> contact == null ? add(write) : save(contact, write, null);
      case DELETE -> contact == null ? absent(write) : delete(contact);
    };
  }

  private ContactResult invalidOr(@Nullable String email, ContactFault fault, @Nullable Long id) {
    return email == null || isAddress(email.strip())
        ? ContactResult.refused(fault, id)
        : ContactResult.refused(ContactFault.INVALID_EMAIL, null);
  }

  private ContactResult absent(ContactWrite write) {
    return invalidOr(write.key().email(), ContactFault.NOT_FOUND, null);
  }

  /** By an id or a name of others' that nobody has, the one with the address is meant, if any. */
  private ContactResult add(ContactWrite write) {
    String key = write.key().email();
    if (key != null) {
      return save(null, write, key);
    }
    String email = write.email();
    if (email == null) {
      return ContactResult.refused(ContactFault.NO_EMAIL, null);
    }
    ContactKey byEmail = ContactKey.email(email);
    Contact holder = ContactKeys.find(shelf, command.account(), byEmail);
    return holder == null
        ? save(null, write, null)
        : save(
            holder,
            ContactWrite.upsert(byEmail, write.fields())
                .withFid(write.fid() == null ? write.key().fid() : write.fid()),
            null);
  }

  /**
   * @param contact as it stood; null to add one
   * @param defaultEmail its address when the write says none; null to leave it
   */
  private ContactResult save(
      @Nullable Contact contact, ContactWrite write, @Nullable String defaultEmail) {
    String given = write.email() == null ? defaultEmail : write.email();
    String email = given == null ? null : given.strip();
    if (email != null && !isAddress(email)) {
      return ContactResult.refused(ContactFault.INVALID_EMAIL, null);
    }
    Long holder =
        email == null
            ? null
            : shelf.find(command.account(), Index.EMAIL, ContactKeys.folded(email));
    if (holder != null && (contact == null || holder != contact.id())) {
      return ContactResult.refused(ContactFault.EMAIL_TAKEN, holder);
    }
    String fid = fid(contact, write);
    holder = fid == null ? null : shelf.find(command.account(), Index.FID, fid);
    if (holder != null && (contact == null || holder != contact.id())) {
      return ContactResult.refused(ContactFault.FID_TAKEN, holder);
    }
    SortedMap<String, String> fields = merged(contact, write);
    if (fields.size() > Contact.MOST_FIELDS
        || Contact.characters(fields) > Contact.MOST_CHARACTERS
        || (fid != null && fid.length() > Contact.MOST_EMAIL)) {
      return ContactResult.refused(ContactFault.TOO_LARGE, contact == null ? null : contact.id());
    }
    return contact == null && email != null
        ? stored(null, added(email, fid, fields))
        : stored(contact, changed(required(contact), email, fid, fields));
  }

  private static Contact required(@Nullable Contact contact) {
    if (contact == null) {
      throw new IllegalStateException("a contact is to be added without an address");
    }
    return contact;
  }

  private boolean isAddress(String email) {
    return !email.isEmpty() && email.length() <= Contact.MOST_EMAIL && addresses.test(email);
  }

  private static @Nullable String fid(@Nullable Contact contact, ContactWrite write) {
    String fid = write.fid();
    if (fid == null) {
      fid = contact == null ? write.key().fid() : contact.fid();
    }
    return fid == null || fid.isEmpty() ? null : fid;
  }

  private static SortedMap<String, String> merged(@Nullable Contact contact, ContactWrite write) {
    SortedMap<String, String> fields =
        contact == null ? new TreeMap<>() : new TreeMap<>(contact.fields());
    write
        .fields()
        .forEach(
            (name, value) -> {
              if (value.isEmpty()) {
                fields.remove(name);
              } else {
                fields.put(name, value);
              }
            });
    return fields;
  }

  private Contact added(String email, @Nullable String fid, SortedMap<String, String> fields) {
    counts = new Counts(counts.lastId() + 1, counts.contacts() + 1, counts.lastRound() + 1);
    return new Contact(
        Contact.VERSION,
        command.account(),
        counts.lastId(),
        email,
        fid,
        fields,
        command.at(),
        command.at(),
        Contact.Verification.pending(counts.lastRound()));
  }

  private Contact changed(
      Contact contact,
      @Nullable String email,
      @Nullable String fid,
      SortedMap<String, String> fields) {
    boolean again =
        contact.verification().state() == Contact.State.NOT_PAID
            || (email != null
                && !ContactKeys.folded(email).equals(ContactKeys.folded(contact.email())));
    if (again) {
      counts = new Counts(counts.lastId(), counts.contacts(), counts.lastRound() + 1);
    }
    return new Contact(
        Contact.VERSION,
        contact.account(),
        contact.id(),
        email == null ? contact.email() : email,
        fid,
        fields,
        contact.createdAt(),
        command.at(),
        again ? Contact.Verification.pending(counts.lastRound()) : contact.verification());
  }

  private ContactResult stored(@Nullable Contact before, Contact contact) {
    if (before == null) {
      lead(contact);
    } else {
      if (!ContactKeys.folded(before.email()).equals(ContactKeys.folded(contact.email()))
          || !Objects.equals(before.fid(), contact.fid())) {
        forget(before);
        lead(contact);
      }
    }
    shelf.put(contact);
    changes.accept(new DirectoryChange.Stored(contact));
    if (before == null || before.verification().round() != contact.verification().round()) {
      toVerify.remove(contact.id());
      toVerify.put(contact.id(), contact);
    }
    return new ContactResult(contact.id(), before == null, null, contact);
  }

  private void lead(Contact contact) {
    shelf.lead(contact.account(), Index.EMAIL, ContactKeys.folded(contact.email()), contact.id());
    if (contact.fid() != null) {
      shelf.lead(contact.account(), Index.FID, contact.fid(), contact.id());
    }
  }

  private void forget(Contact contact) {
    shelf.forget(contact.account(), Index.EMAIL, ContactKeys.folded(contact.email()));
    if (contact.fid() != null) {
      shelf.forget(contact.account(), Index.FID, contact.fid());
    }
  }

  private ContactResult delete(Contact contact) {
    forget(contact);
    shelf.remove(contact);
    counts = new Counts(counts.lastId(), counts.contacts() - 1, counts.lastRound());
    toVerify.remove(contact.id());
    changes.accept(new DirectoryChange.Removed(contact.account(), contact.id()));
    return new ContactResult(contact.id(), false, null, null);
  }
}
