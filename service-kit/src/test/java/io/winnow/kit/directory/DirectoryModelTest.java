package io.winnow.kit.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactFault;
import io.winnow.contracts.ContactKey;
import io.winnow.contracts.ContactResult;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.contracts.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Many commands at random, some of them twice, and verdicts in any order, against a list that is
 * searched from its beginning.
 */
class DirectoryModelTest {
  private static final int STEPS = 20_000;
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final MemoryShelf shelf = new MemoryShelf();
  private final List<DirectoryChange> changes = new ArrayList<>();
  private final DirectoryBook book =
      new DirectoryBook(shelf, email -> email.contains("@"), changes::add);

  private static final class Person {
    final long id;
    String email;
    final Map<String, String> fields = new TreeMap<>();

    Person(long id, String email) {
      this.id = id;
      this.email = email;
    }
  }

  private final List<Person> people = new ArrayList<>();
  private long lastId;

  @Test
  void theDirectoryIsAsASimpleListOfPeopleWouldBe() {
    List<DirectoryCommand.Write> sent = new ArrayList<>();
    Map<String, List<ContactResult>> answered = new HashMap<>();
    List<ContactVerdict> underWay = new ArrayList<>();
    Map<String, Integer> toSettle = new HashMap<>();

    for (int step = 0; step < STEPS; step++) {
      String what = "seed %d, step %d".formatted(seed, step);
      boolean again = !sent.isEmpty() && random.nextInt(10) == 0;
      DirectoryCommand.Write command =
          again ? sent.get(random.nextInt(sent.size())) : command(step);
      changes.clear();

      List<ContactResult> results = ((DirectoryAnswer.Written) book.run(command)).results();

      if (again) {
        assertThat(results).as(what).isEqualTo(answered.get(command.nonce()));
        assertThat(changes).as(what).isEmpty();
      } else {
        List<ContactResult> expected = command.writes().stream().map(this::done).toList();
        assertThat(results).as(what).isEqualTo(expected);
        sent.add(command);
        answered.put(command.nonce(), results);
      }
      for (DirectoryChange change : changes) {
        if (change instanceof DirectoryChange.ToVerify(var account, var batch, var contacts)) {
          toSettle.put(batch, contacts.size());
          for (Contact contact : contacts) {
            underWay.add(
                new ContactVerdict(
                    1,
                    account,
                    contact.id(),
                    contact.verification().round(),
                    batch,
                    reason(contact.email())));
          }
        }
      }
      if (!underWay.isEmpty() && random.nextInt(3) > 0) {
        changes.clear();
        book.verified(underWay.remove(random.nextInt(underWay.size())), NOON);
        changes.forEach(change -> settled(change, toSettle, what));
      }
    }
    changes.clear();
    underWay.forEach(verdict -> book.verified(verdict, NOON));
    changes.forEach(change -> settled(change, toSettle, "seed " + seed));

    assertThat(toSettle).as("seed %d: batches that were never settled", seed).isEmpty();
    assertThat(shelf.bills()).isZero();
    assertThat(shelf.counts("acme").contacts()).as("seed %d", seed).isEqualTo(people.size());
    assertThat(shelf.contacts("acme")).as("seed %d", seed).hasSameSizeAs(people);
    for (Person person : people) {
      Contact contact = shelf.contact("acme", person.id);
      assertThat(contact).as("seed %d: contact %d", seed, person.id).isNotNull();
      assertThat(contact.email()).as("seed %d", seed).isEqualTo(person.email);
      assertThat(contact.fields()).as("seed %d", seed).isEqualTo(person.fields);
      assertThat(contact.verification().reason()).isEqualTo(reason(person.email));
    }
  }

  private static void settled(DirectoryChange change, Map<String, Integer> toSettle, String what) {
    if (change instanceof DirectoryChange.Settled(_, var batch, var charged)) {
      assertThat(toSettle.remove(batch)).as("%s: checks of %s", what, batch).isEqualTo(charged);
    }
  }

  /** The same whatever the case. */
  private static Reason reason(String email) {
    Reason[] definite = {Reason.NULL_MX, Reason.NO_MAIL_SERVER, Reason.DOMAIN_NOT_FOUND};
    return definite[Math.floorMod(email.toLowerCase(Locale.ROOT).hashCode(), definite.length)];
  }

  private DirectoryCommand.Write command(int step) {
    List<ContactWrite> writes = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      writes.add(write());
    }
    return new DirectoryCommand.Write(1, "acme", "nonce-" + step, NOON, "desk", writes, false);
  }

  private ContactWrite write() {
    Map<String, String> fields = new TreeMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      fields.put("f" + random.nextInt(4), random.nextInt(3) == 0 ? "" : "v" + random.nextInt(100));
    }
    ContactKey key =
        random.nextInt(3) == 0 ? ContactKey.id(1 + random.nextInt(60)) : ContactKey.email(email());
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> ContactWrite.create(email(), fields);
      case 3, 4, 5 -> ContactWrite.upsert(key, fields);
      case 6 -> ContactWrite.upsert(key, fields).withEmail(email());
      case 7 -> ContactWrite.update(key, fields);
      case 8 -> ContactWrite.update(key, fields).withEmail(email());
      default -> ContactWrite.delete(key);
    };
  }

  private String email() {
    if (random.nextInt(20) == 0) {
      return "nonsense";
    }
    String email = "p" + random.nextInt(40) + "@example.com";
    return random.nextInt(4) == 0 ? email.toUpperCase(Locale.ROOT) : email;
  }

  // the rules once more, as briefly as possible

  private @Nullable Person who(ContactKey key) {
    for (Person person : people) {
      if (key.email() == null
          ? key.id() == person.id
          : key.email().equalsIgnoreCase(person.email)) {
        return person;
      }
    }
    return null;
  }

  private ContactResult done(ContactWrite write) {
    Person person = who(write.key());
    String key = write.key().email();
    boolean invalidKey = key != null && !key.contains("@");
    return switch (write.operation()) {
      case CREATE -> {
        if (invalidKey) {
          yield ContactResult.refused(ContactFault.INVALID_EMAIL, null);
        }
        yield person != null
            ? ContactResult.refused(ContactFault.EMAIL_TAKEN, person.id)
            : saved(null, key, write);
      }
      case UPSERT -> {
        if (person == null && key == null && write.email() == null) {
          yield ContactResult.refused(ContactFault.NO_EMAIL, null);
        }
        Person holder =
            person == null && key == null
                ? who(ContactKey.email(String.valueOf(write.email())))
                : null;
        if (holder != null) {
          yield saved(holder, null, write);
        }
        yield saved(
            person, write.email() != null ? write.email() : person == null ? key : null, write);
      }
      case UPDATE ->
          person == null
              ? ContactResult.refused(
                  invalidKey ? ContactFault.INVALID_EMAIL : ContactFault.NOT_FOUND, null)
              : saved(person, write.email(), write);
      case DELETE -> {
        if (person == null) {
          yield ContactResult.refused(
              invalidKey ? ContactFault.INVALID_EMAIL : ContactFault.NOT_FOUND, null);
        }
        people.remove(person);
        yield new ContactResult(person.id, false, null, null);
      }
    };
  }

  private ContactResult saved(@Nullable Person person, @Nullable String email, ContactWrite write) {
    if (email != null && !email.contains("@")) {
      return ContactResult.refused(ContactFault.INVALID_EMAIL, null);
    }
    Person holder = email == null ? null : who(ContactKey.email(email));
    if (holder != null && holder != person) {
      return ContactResult.refused(ContactFault.EMAIL_TAKEN, holder.id);
    }
    boolean created = person == null;
    if (person == null) {
      person = new Person(++lastId, String.valueOf(email));
      people.add(person);
    } else if (email != null) {
      person.email = email;
    }
    Person saved = person;
    write.fields().forEach((name, value) -> saved.fields.put(name, value));
    saved.fields.values().removeIf(String::isEmpty);
    return new ContactResult(saved.id, created, null, null);
  }
}
