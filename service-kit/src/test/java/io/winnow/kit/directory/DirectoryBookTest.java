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
import io.winnow.contracts.Status;
import io.winnow.contracts.json.JsonSerde;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryBookTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(60);

  private final MemoryShelf shelf = new MemoryShelf();
  private final List<DirectoryChange> changes = new ArrayList<>();
  private final DirectoryBook book =
      new DirectoryBook(shelf, email -> email.contains("@"), changes::add);
  private int nonces;

  private ContactResult write(ContactWrite write) {
    return write(NOON, write).getFirst();
  }

  private List<ContactResult> write(Instant at, ContactWrite... writes) {
    DirectoryAnswer.Written written =
        (DirectoryAnswer.Written) book.run(command(at, "nonce-" + nonces++, writes));
    return written.results();
  }

  private static DirectoryCommand.Write command(Instant at, String nonce, ContactWrite... writes) {
    return new DirectoryCommand.Write(1, "acme", nonce, at, "desk", List.of(writes), true);
  }

  private static ContactWrite create(String email, String... fields) {
    return ContactWrite.create(email, fields(fields));
  }

  private static Map<String, String> fields(String... namesAndValues) {
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  private static Contact contact(ContactResult result) {
    assertThat(result.contact()).as("the contact of %s", result).isNotNull();
    return result.contact();
  }

  private List<DirectoryChange.ToVerify> toVerify() {
    return changes.stream()
        .filter(DirectoryChange.ToVerify.class::isInstance)
        .map(DirectoryChange.ToVerify.class::cast)
        .toList();
  }

  private void verdict(Contact contact, String batch, Reason reason) {
    long round = contact.verification().round();
    book.verified(
        new ContactVerdict(1, contact.account(), contact.id(), round, batch, reason), LATER);
  }

  @Test
  void aContactIsKeptAsGivenWithTheNextIdAndWaitsForItsVerdict() {
    ContactResult one = write(create(" Ada@Example.com ", "first_name", "Ada"));
    ContactResult other = write(create("bob@example.com"));

    assertThat(one.created()).isTrue();
    assertThat(contact(one).id()).isEqualTo(1);
    assertThat(contact(one).email()).isEqualTo("Ada@Example.com");
    assertThat(contact(one).fields()).isEqualTo(fields("first_name", "Ada"));
    assertThat(contact(one).createdAt()).isEqualTo(NOON);
    assertThat(contact(one).verification().state()).isEqualTo(Contact.State.PENDING);
    assertThat(other.id()).isEqualTo(2);
    assertThat(toVerify())
        .flatExtracting(DirectoryChange.ToVerify::contacts)
        .containsExactly(contact(one), contact(other));
  }

  @Test
  void anAddressIsTakenWhateverItsCase() {
    write(create("ada@example.com"));

    assertThat(write(create("ADA@example.COM")))
        .isEqualTo(ContactResult.refused(ContactFault.EMAIL_TAKEN, 1L));
    assertThat(shelf.contacts("acme")).hasSize(1);
  }

  @Test
  void accountsHaveDirectoriesOfTheirOwn() {
    write(create("ada@example.com"));
    book.run(
        new DirectoryCommand.Write(
            1, "other", "n", NOON, "desk", List.of(create("ada@example.com")), false));

    assertThat(shelf.contacts("other")).extracting(Contact::id).containsExactly(1L);
    assertThat(find("other", ContactKey.email("ada@example.com"))).isNotNull();
    assertThat(find("third", ContactKey.email("ada@example.com"))).isNull();
  }

  private Contact find(String account, ContactKey key) {
    DirectoryAnswer.Found found =
        (DirectoryAnswer.Found)
            book.run(new DirectoryCommand.Find(1, account, "find", NOON, "desk", List.of(key)));
    return found.sought().getFirst().contact();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "no address"})
  void whatIsNoAddressIsRefused(String email) {
    assertThat(write(create(email)).fault()).isEqualTo(ContactFault.INVALID_EMAIL);
    assertThat(write(ContactWrite.upsert(ContactKey.email(email), Map.of())).fault())
        .isEqualTo(ContactFault.INVALID_EMAIL);

    write(create("ada@example.com"));
    assertThat(write(ContactWrite.update(ContactKey.id(1), Map.of()).withEmail(email)).fault())
        .isEqualTo(ContactFault.INVALID_EMAIL);
    assertThat(shelf.contact("acme", 1).email()).isEqualTo("ada@example.com");
  }

  @Test
  void anAddressThatIsTooLongIsRefused() {
    String longest = "a".repeat(Contact.MOST_EMAIL - 4) + "@b.c";

    assertThat(write(create("a" + longest)).fault()).isEqualTo(ContactFault.INVALID_EMAIL);
    assertThat(write(create(longest)).fault()).isNull();
  }

  @Test
  void anUpdateChangesOnlyTheFieldsGivenAndAnEmptyValueRemovesOne() {
    write(create("ada@example.com", "first_name", "Ada", "city", "London", "zip", "1"));

    ContactResult updated =
        write(
                LATER,
                ContactWrite.update(
                    ContactKey.email("Ada@Example.com"), fields("city", "Paris", "zip", "")))
            .getFirst();

    assertThat(updated.created()).isFalse();
    assertThat(contact(updated).fields()).isEqualTo(fields("first_name", "Ada", "city", "Paris"));
    assertThat(contact(updated).email()).isEqualTo("ada@example.com");
    assertThat(contact(updated).createdAt()).isEqualTo(NOON);
    assertThat(contact(updated).updatedAt()).isEqualTo(LATER);
    assertThat(toVerify()).as("the address is the same").hasSize(1);
  }

  @Test
  void whoIsNotThereIsNotUpdatedAndNotDeleted() {
    for (ContactKey key :
        List.of(ContactKey.id(7), ContactKey.email("x@y.z"), ContactKey.fid("f"))) {
      assertThat(write(ContactWrite.update(key, fields("a", "b"))).fault())
          .isEqualTo(ContactFault.NOT_FOUND);
      assertThat(write(ContactWrite.delete(key)).fault()).isEqualTo(ContactFault.NOT_FOUND);
    }
    assertThat(changes).isEmpty();
  }

  @Test
  void anUpsertAddsOrChanges() {
    ContactResult added =
        write(ContactWrite.upsert(ContactKey.email("ada@example.com"), fields("a", "1")));
    ContactResult changed =
        write(ContactWrite.upsert(ContactKey.email("ADA@example.com"), fields("b", "2")));

    assertThat(added.created()).isTrue();
    assertThat(changed.created()).isFalse();
    assertThat(changed.id()).isEqualTo(added.id());
    assertThat(contact(changed).fields()).isEqualTo(fields("a", "1", "b", "2"));
  }

  @Test
  void anUpsertByAnIdThatIsNotThereNeedsAnAddress() {
    ContactWrite upsert = ContactWrite.upsert(ContactKey.id(99), fields("a", "1"));

    assertThat(write(upsert).fault()).isEqualTo(ContactFault.NO_EMAIL);
    assertThat(write(upsert.withEmail("ada@example.com")).id()).isEqualTo(1);
  }

  @Test
  void anUpsertByANameThatNobodyHasChangesWhoHasTheAddress() {
    write(create("Ada@example.com"));
    ContactWrite byId =
        ContactWrite.upsert(ContactKey.id(99), fields("a", "1")).withEmail("ada@EXAMPLE.com");
    ContactWrite byFid =
        ContactWrite.upsert(ContactKey.fid("003A"), fields("b", "2")).withEmail("ada@example.com");

    assertThat(write(byId).id()).isEqualTo(1);
    assertThat(write(byFid).created()).isFalse();

    Contact ada = Objects.requireNonNull(find("acme", ContactKey.fid("003A")));
    assertThat(ada.id()).isEqualTo(1);
    assertThat(ada.email()).isEqualTo("Ada@example.com");
    assertThat(ada.fields()).isEqualTo(fields("a", "1", "b", "2"));
  }

  @Test
  void theWritesOfACommandAreDoneInTheirOrderWhateverNamesTheContact() {
    ContactWrite first =
        ContactWrite.upsert(ContactKey.id(99), fields("a", "1")).withEmail("ada@example.com");
    ContactWrite last = ContactWrite.upsert(ContactKey.email("ada@example.com"), fields("a", "2"));
    write(create("ada@example.com"));

    for (List<ContactWrite> writes : List.of(List.of(first, last), List.of(last, first))) {
      List<ContactResult> _ = write(NOON, writes.toArray(ContactWrite[]::new));

      assertThat(Objects.requireNonNull(find("acme", ContactKey.id(1))).fields())
          .isEqualTo(writes.getLast().fields());
    }
  }

  @Test
  void anotherSystemsNameLeadsToOneContact() {
    ContactWrite upsert =
        ContactWrite.upsert(ContactKey.fid("003A"), Map.of()).withEmail("ada@example.com");
    assertThat(write(upsert).created()).isTrue();
    assertThat(write(upsert).created()).isFalse();
    assertThat(write(create("bob@example.com").withFid("003A")).fault())
        .isEqualTo(ContactFault.FID_TAKEN);

    write(ContactWrite.update(ContactKey.id(1), Map.of()).withFid(""));

    assertThat(find("acme", ContactKey.fid("003A"))).isNull();
    assertThat(write(create("bob@example.com").withFid("003A")).id()).isEqualTo(2);
  }

  @Test
  void aNewAddressIsVerifiedAgainAndLeadsToTheContactInsteadOfTheOldOne() {
    Contact ada = contact(write(create("ada@example.com")));
    verdict(ada, "nonce-0", Reason.NULL_MX);

    Contact moved =
        contact(
            write(ContactWrite.update(ContactKey.id(1), Map.of()).withEmail("ada@example.org")));

    assertThat(moved.verification().state()).isEqualTo(Contact.State.PENDING);
    assertThat(moved.verification().status()).isNull();
    assertThat(find("acme", ContactKey.email("ada@example.com"))).isNull();
    assertThat(find("acme", ContactKey.email("ada@example.org"))).isEqualTo(moved);
    assertThat(write(create("ada@example.com")).id()).as("the old address is free").isEqualTo(2);
    assertThat(toVerify()).hasSize(3);
  }

  @Test
  void anAddressWrittenOtherwiseIsKeptSoAndNotVerifiedAgain() {
    Contact ada = contact(write(create("ada@example.com")));
    verdict(ada, "nonce-0", Reason.NULL_MX);

    Contact same =
        contact(
            write(ContactWrite.update(ContactKey.id(1), Map.of()).withEmail("Ada@Example.com")));

    assertThat(same.email()).isEqualTo("Ada@Example.com");
    assertThat(same.verification().status()).isEqualTo(Status.UNDELIVERABLE);
    assertThat(toVerify()).hasSize(1);
  }

  @Test
  void anAddressThatAnotherContactHasCannotBeTakenOver() {
    write(create("ada@example.com"));
    write(create("bob@example.com"));

    assertThat(
            write(
                ContactWrite.update(ContactKey.id(2), fields("a", "b"))
                    .withEmail("ADA@example.com")))
        .isEqualTo(ContactResult.refused(ContactFault.EMAIL_TAKEN, 1L));
    assertThat(shelf.contact("acme", 2).fields()).isEmpty();
  }

  @Test
  void aDeletedContactLeavesNothingBehindAndItsIdIsNotGivenAgain() {
    write(create("ada@example.com").withFid("003A"));

    ContactResult deleted = write(ContactWrite.delete(ContactKey.email("ada@example.com")));

    assertThat(deleted).isEqualTo(new ContactResult(1L, false, null, null));
    assertThat(changes).contains(new DirectoryChange.Removed("acme", 1));
    assertThat(shelf.leads()).isZero();
    assertThat(write(create("ada@example.com")).id()).isEqualTo(2);
  }

  @Test
  void whatIsWrongWithOneDoesNotKeepTheOthers() {
    List<ContactResult> results =
        write(
            NOON,
            create("ada@example.com"),
            create("nobody"),
            create("ada@example.com"),
            create("bob@example.com"));

    assertThat(results)
        .extracting(ContactResult::fault)
        .containsExactly(null, ContactFault.INVALID_EMAIL, ContactFault.EMAIL_TAKEN, null);
    assertThat(toVerify()).hasSize(1);
    assertThat(toVerify().getFirst().contacts()).extracting(Contact::id).containsExactly(1L, 2L);
  }

  @Test
  void onlyTheLastAddressOfACommandIsVerified() {
    write(
        NOON,
        create("ada@example.com"),
        ContactWrite.update(ContactKey.id(1), Map.of()).withEmail("ada@example.org"),
        create("bob@example.com"),
        ContactWrite.delete(ContactKey.id(2)));

    assertThat(toVerify()).hasSize(1);
    assertThat(toVerify().getFirst().contacts())
        .extracting(Contact::email)
        .containsExactly("ada@example.org");
  }

  @Test
  void aCommandThatComesAgainIsAnsweredTheSameAndNotDoneAgain() {
    DirectoryCommand.Write command = command(NOON, "again", create("ada@example.com"));
    DirectoryAnswer.Written first = (DirectoryAnswer.Written) book.run(command);
    write(ContactWrite.delete(ContactKey.id(1)));
    changes.clear();

    DirectoryAnswer.Written second = (DirectoryAnswer.Written) book.run(command);

    assertThat(second.results().getFirst().id()).isEqualTo(first.results().getFirst().id());
    assertThat(second.results().getFirst().created()).isTrue();
    assertThat(changes).isEmpty();
    assertThat(shelf.contacts("acme")).isEmpty();
  }

  @Test
  void noAnswerIsLargerThanABrokerTakesAndNoContactIsLeftOut() {
    String fid = "\u0001".repeat(Contact.MOST_EMAIL - 3);
    String large = "\u0001".repeat(Contact.MOST_CHARACTERS - 1);
    for (int i = 1; i <= 30; i++) {
      ContactWrite contact = create("c" + i + "@example.com", "a", i % 3 == 0 ? large : "x");
      assertThat(write(contact.withFid(fid + String.format("%03d", i))).fault()).isNull();
    }

    JsonSerde<DirectoryAnswer> serde = new JsonSerde<>(DirectoryAnswer.class);
    List<Long> seen = new ArrayList<>();
    Long after = 0L;
    while (after != null) {
      DirectoryAnswer.Scanned step =
          (DirectoryAnswer.Scanned)
              book.run(
                  new DirectoryCommand.Scan(
                      1,
                      "acme",
                      "scan-" + after,
                      NOON,
                      "desk",
                      after,
                      null,
                      false,
                      List.of(),
                      DirectoryCommand.Want.CONTACTS,
                      null,
                      200));
      assertThat(serde.serialize("answers", step)).hasSizeLessThan(1 << 20);
      step.contacts().forEach(contact -> seen.add(contact.id()));
      after = step.next();
    }
    assertThat(seen).containsExactlyElementsOf(LongStream.rangeClosed(1, 30).boxed().toList());
  }

  @Test
  void aContactHasBounds() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i <= Contact.MOST_FIELDS; i++) {
      many.put("field_" + i, "x");
    }

    assertThat(write(ContactWrite.create("ada@example.com", many)).fault())
        .isEqualTo(ContactFault.TOO_LARGE);
    assertThat(write(create("ada@example.com", "a", "x".repeat(Contact.MOST_CHARACTERS))).fault())
        .isEqualTo(ContactFault.TOO_LARGE);
    write(create("ada@example.com", "a", "x".repeat(Contact.MOST_CHARACTERS / 2)));
    assertThat(
            write(
                    ContactWrite.update(
                        ContactKey.id(1), fields("b", "x".repeat(Contact.MOST_CHARACTERS / 2))))
                .fault())
        .isEqualTo(ContactFault.TOO_LARGE);
  }

  @Test
  void anAnswerHasBounds() {
    String large = "x".repeat(30_000);
    List<ContactResult> results =
        write(
            NOON,
            create("a@b.c", "a", large),
            create("b@b.c", "a", large),
            create("c@b.c", "a", large),
            create("d@b.c", "a", large));

    assertThat(results)
        .extracting(result -> result.contact() != null)
        .containsExactly(true, true, true, false);
    assertThat(results.getLast().id()).isEqualTo(4);
  }

  @Test
  void aVerdictIsKeptWithItsContact() {
    Contact ada = contact(write(create("ada@example.com")));

    verdict(ada, "nonce-0", Reason.NULL_MX);

    Contact.Verification verification = shelf.contact("acme", 1).verification();
    assertThat(verification.state()).isEqualTo(Contact.State.CHECKED);
    assertThat(verification.status()).isEqualTo(Status.UNDELIVERABLE);
    assertThat(verification.reason()).isEqualTo(Reason.NULL_MX);
    assertThat(verification.checkedAt()).isEqualTo(LATER);
    assertThat(shelf.contact("acme", 1).updatedAt()).as("a verdict is no update").isEqualTo(NOON);
    assertThat(changes.getLast()).isEqualTo(new DirectoryChange.Settled("acme", "nonce-0", 1));
  }

  @Test
  void aVerdictOfAFormerAddressChangesNothingButIsPaid() {
    Contact ada = contact(write(create("ada@example.com")));
    write(ContactWrite.update(ContactKey.id(1), Map.of()).withEmail("ada@example.org"));

    verdict(ada, "nonce-0", Reason.NULL_MX);

    assertThat(shelf.contact("acme", 1).verification().state()).isEqualTo(Contact.State.PENDING);
    assertThat(changes.getLast()).isEqualTo(new DirectoryChange.Settled("acme", "nonce-0", 1));
  }

  @Test
  void aVerdictOfADeletedContactBringsNothingBack() {
    Contact ada = contact(write(create("ada@example.com")));
    write(ContactWrite.delete(ContactKey.id(1)));

    verdict(ada, "nonce-0", Reason.NULL_MX);

    assertThat(shelf.contacts("acme")).isEmpty();
    assertThat(changes.getLast()).isEqualTo(new DirectoryChange.Settled("acme", "nonce-0", 1));
  }

  @Test
  void aBatchIsSettledOnceWhenAllOfItHasComeBackAndUnknownIsFree() {
    List<ContactResult> results =
        write(NOON, create("a@b.c"), create("b@b.c"), create("c@b.c"), create("d@b.c"));
    changes.clear();

    verdict(contact(results.get(2)), "nonce-0", Reason.NULL_MX);
    verdict(contact(results.get(0)), "nonce-0", Reason.DNS_TIMEOUT);
    verdict(contact(results.get(1)), "nonce-0", null);
    assertThat(changes).noneMatch(DirectoryChange.Settled.class::isInstance);
    verdict(contact(results.get(3)), "nonce-0", Reason.NO_MAIL_SERVER);

    assertThat(changes.getLast()).isEqualTo(new DirectoryChange.Settled("acme", "nonce-0", 2));
    assertThat(shelf.bills()).isZero();
    assertThat(shelf.contact("acme", 2).verification().state()).isEqualTo(Contact.State.NOT_PAID);
  }

  @Test
  void whatWasNotPaidIsTriedAgainWithTheNextWrite() {
    Contact ada = contact(write(create("ada@example.com")));
    verdict(ada, "nonce-0", null);
    changes.clear();

    Contact again = contact(write(ContactWrite.update(ContactKey.id(1), fields("a", "b"))));

    assertThat(again.verification().state()).isEqualTo(Contact.State.PENDING);
    assertThat(toVerify()).hasSize(1);
  }
}
