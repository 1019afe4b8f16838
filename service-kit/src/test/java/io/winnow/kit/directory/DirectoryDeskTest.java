package io.winnow.kit.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactFilter;
import io.winnow.contracts.ContactKey;
import io.winnow.contracts.ContactResult;
import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.Reason;
import io.winnow.contracts.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DirectoryDeskTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private final LocalDirectory directory = new LocalDirectory(email -> email.contains("@"), CLOCK);
  private final DirectoryDesk desk = directory.desk();

  private static List<ContactWrite> people(int from, int to, Map<String, String> fields) {
    return IntStream.range(from, to)
        .mapToObj(i -> ContactWrite.create("p" + i + "@example.com", fields))
        .toList();
  }

  @Test
  void moreWritesThanGoIntoACommandAreDoneInOrder() {
    List<ContactResult> results = desk.write("acme", people(0, 1001, Map.of()), false);

    assertThat(results)
        .extracting(ContactResult::id)
        .isEqualTo(IntStream.rangeClosed(1, 1001).mapToObj(Long::valueOf).toList());
  }

  @Test
  void contactsForWhichThereWasNoRoomInTheAnswerAreFoundAfterwards() {
    Map<String, String> large = Map.of("notes", "x".repeat(30_000));

    List<ContactResult> results = desk.write("acme", people(0, 10, large), true);

    assertThat(results).hasSize(10).allMatch(result -> result.contact() != null);
  }

  @Test
  void contactsAreFoundInTheOrderOfTheKeys() {
    desk.write("acme", people(0, 500, Map.of("notes", "x".repeat(1000))), false);
    List<ContactKey> keys = new ArrayList<>();
    for (int i = 500; i > 0; i--) {
      keys.add(ContactKey.id(i));
    }
    keys.add(7, ContactKey.email("nobody@example.com"));

    List<Optional<Contact>> found = desk.find("acme", keys);

    assertThat(found.get(7)).isEmpty();
    assertThat(found.stream().flatMap(Optional::stream).map(Contact::id))
        .isEqualTo(IntStream.iterate(500, i -> i > 0, i -> i - 1).mapToObj(Long::valueOf).toList());
  }

  @Test
  void aVerdictIsReadWithTheContact() {
    desk.write("acme", people(0, 1, Map.of()), false);

    directory.verify(_ -> Reason.NULL_MX);

    Contact contact = desk.find("acme", ContactKey.id(1)).orElseThrow();
    assertThat(contact.verification().status()).isEqualTo(Status.UNDELIVERABLE);
  }

  @Test
  void aPageIsAsIfAllContactsHadBeenSortedAndCut() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<ContactWrite> writes = new ArrayList<>();
    for (int i = 0; i < 9000; i++) {
      Map<String, String> fields =
          random.nextInt(5) == 0
              ? Map.of()
              : Map.of("score", String.valueOf(random.nextInt(300)), "city", city(random));
      writes.add(ContactWrite.create("p" + i + "@example.com", fields));
    }
    desk.write("acme", writes, false);
    for (int i = 0; i < 500; i++) {
      desk.write(
          "acme", List.of(ContactWrite.delete(ContactKey.id(1 + random.nextInt(9000)))), false);
    }
    List<Contact> all =
        desk.find("acme", IntStream.rangeClosed(1, 9000).mapToObj(ContactKey::id).toList()).stream()
            .flatMap(Optional::stream)
            .toList();

    for (int round = 0; round < 100; round++) {
      DirectoryQuery query = query(random);
      String what = "seed " + seed + ", " + query;
      List<Contact> matching =
          all.stream()
              .filter(
                  contact ->
                      query.filters().stream()
                          .allMatch(filter -> ContactOrder.matches(contact, filter)))
              .sorted(order(query))
              .toList();

      ContactPage page = desk.query("acme", query);

      assertThat(page.contacts())
          .as(what)
          .isEqualTo(matching.stream().skip(query.offset()).limit(query.limit()).toList());
      assertThat(page.total())
          .as(what)
          .isEqualTo(query.total() ? (Long) (long) matching.size() : null);
    }
  }

  private static String city(Random random) {
    return List.of("Paris", "paris", "Rome", "2", "10").get(random.nextInt(5));
  }

  private static DirectoryQuery query(Random random) {
    List<ContactFilter> filters = new ArrayList<>();
    if (random.nextBoolean()) {
      filters.add(
          new ContactFilter("city", ContactFilter.Test.EQUAL, random.nextBoolean() ? "PARIS" : ""));
    }
    if (random.nextBoolean()) {
      filters.add(
          new ContactFilter(
              random.nextBoolean() ? "score" : ContactFilter.ID,
              random.nextBoolean() ? ContactFilter.Test.GREATER : ContactFilter.Test.LESS,
              String.valueOf(random.nextInt(300))));
    }
    if (random.nextInt(3) == 0) {
      ContactFilter.Test[] tests = ContactFilter.Test.values();
      filters.add(
          new ContactFilter(
              ContactFilter.ID,
              tests[random.nextInt(tests.length)],
              String.valueOf(random.nextInt(9000))));
    }
    String sort = List.of("id", "score", "city", "created_at", "email").get(random.nextInt(5));
    return new DirectoryQuery(
        filters,
        sort,
        random.nextBoolean(),
        random.nextInt(3) == 0 ? random.nextInt(9000) : 0,
        random.nextInt(3) == 0 ? 0 : random.nextInt(300),
        random.nextBoolean());
  }

  private static Comparator<Contact> order(DirectoryQuery query) {
    Comparator<Contact> order =
        Comparator.<Contact, String>comparing(
                contact -> ContactOrder.value(contact, query.sort()), ContactOrder::compare)
            .thenComparingLong(Contact::id);
    return query.descending() ? order.reversed() : order;
  }

  @Test
  void nothingComesBeforeNumbersAndTheseBeforeTexts() {
    assertThat(
            List.of("b", "10", "", "A", "9.5", "a1", "-3").stream().sorted(ContactOrder::compare))
        .containsExactly("", "-3", "9.5", "10", "A", "a1", "b");
  }

  @Test
  void aPageHasBounds() {
    assertThatThrownBy(() -> new DirectoryQuery(List.of(), "id", false, -1, 1, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DirectoryQuery(List.of(), "id", false, 0, 1001, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DirectoryQuery(List.of(), "score", false, 100_000, 1, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
