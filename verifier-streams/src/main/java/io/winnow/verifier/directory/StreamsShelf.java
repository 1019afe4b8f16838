package io.winnow.verifier.directory;

import io.winnow.contracts.Contact;
import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.kit.directory.DirectoryShelf;
import java.nio.ByteBuffer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps directories in one store of Kafka Streams; nothing of them is on the heap. */
final class StreamsShelf implements DirectoryShelf {
  /** Answers that are remembered in each partition. */
  static final int MOST_ANSWERS = 4096;

  private final KeyValueStore<Bytes, byte[]> store;
  private final JsonSerde<Contact> contacts = new JsonSerde<>(Contact.class);
  private final JsonSerde<DirectoryAnswer.Written> answers =
      new JsonSerde<>(DirectoryAnswer.Written.class);

  StreamsShelf(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public @Nullable Contact contact(String account, long id) {
    return contacts.deserialize(null, store.get(StoreKeys.contact(account, id)));
  }

  @Override
  public void put(Contact contact) {
    store.put(
        StoreKeys.contact(contact.account(), contact.id()), contacts.serialize(null, contact));
  }

  @Override
  public void remove(Contact contact) {
    store.delete(StoreKeys.contact(contact.account(), contact.id()));
  }

  @Override
  public void show(
      String account, long after, long before, boolean descending, Predicate<Contact> shown) {
    showEntries(
        account,
        after,
        before,
        descending,
        entry -> shown.test(contacts.deserialize(null, entry.value)));
  }

  @Override
  public void showIds(
      String account, long after, long before, boolean descending, LongPredicate shown) {
    showEntries(account, after, before, descending, entry -> shown.test(StoreKeys.idOf(entry.key)));
  }

  private void showEntries(
      String account,
      long after,
      long before,
      boolean descending,
      Predicate<KeyValue<Bytes, byte[]>> shown) {
    if (before <= 0 || before - 1 <= after) {
      return;
    }
    Bytes from = StoreKeys.contact(account, after + 1);
    Bytes to = StoreKeys.contact(account, before - 1);
    try (KeyValueIterator<Bytes, byte[]> range =
        descending ? store.reverseRange(from, to) : store.range(from, to)) {
      boolean more = true;
      while (more && range.hasNext()) {
        more = shown.test(range.next());
      }
    }
  }

  @Override
  public @Nullable Long find(String account, Index index, String text) {
    byte[] id = store.get(StoreKeys.lead(account, index, text));
    return id == null ? null : ByteBuffer.wrap(id).getLong();
  }

  @Override
  public void lead(String account, Index index, String text, long id) {
    store.put(
        StoreKeys.lead(account, index, text), ByteBuffer.allocate(Long.BYTES).putLong(id).array());
  }

  @Override
  public void forget(String account, Index index, String text) {
    store.delete(StoreKeys.lead(account, index, text));
  }

  @Override
  public Counts counts(String account) {
    byte[] counts = store.get(StoreKeys.counts(account));
    if (counts == null) {
      return Counts.NONE;
    }
    ByteBuffer numbers = ByteBuffer.wrap(counts);
    return new Counts(numbers.getLong(), numbers.getLong(), numbers.getLong());
  }

  @Override
  public void put(String account, Counts counts) {
    store.put(
        StoreKeys.counts(account),
        ByteBuffer.allocate(3 * Long.BYTES)
            .putLong(counts.lastId())
            .putLong(counts.contacts())
            .putLong(counts.lastRound())
            .array());
  }

  @Override
  public @Nullable Bill bill(String account, String batch) {
    byte[] bill = store.get(StoreKeys.bill(account, batch));
    if (bill == null) {
      return null;
    }
    ByteBuffer numbers = ByteBuffer.wrap(bill);
    return new Bill(numbers.getInt(), numbers.getInt());
  }

  @Override
  public void put(String account, String batch, Bill bill) {
    store.put(
        StoreKeys.bill(account, batch),
        ByteBuffer.allocate(2 * Integer.BYTES)
            .putInt(bill.outstanding())
            .putInt(bill.charged())
            .array());
  }

  @Override
  public void removeBill(String account, String batch) {
    store.delete(StoreKeys.bill(account, batch));
  }

  @Override
  public DirectoryAnswer.@Nullable Written answered(String account, String nonce) {
    return answers.deserialize(null, store.get(StoreKeys.answer(account, nonce)));
  }

  /** In the place of the oldest. */
  @Override
  public void keep(DirectoryAnswer.Written answer) {
    byte[] given = store.get(StoreKeys.answers());
    long number = given == null ? 0 : ByteBuffer.wrap(given).getLong();
    Bytes place = StoreKeys.place((int) (number % MOST_ANSWERS));
    byte[] oldest = store.get(place);
    if (oldest != null) {
      store.delete(Bytes.wrap(oldest));
    }
    Bytes key = StoreKeys.answer(answer.account(), answer.nonce());
    store.put(key, answers.serialize(null, answer));
    store.put(place, key.get());
    store.put(StoreKeys.answers(), ByteBuffer.allocate(Long.BYTES).putLong(number + 1).array());
  }
}
