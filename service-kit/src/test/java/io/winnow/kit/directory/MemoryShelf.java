package io.winnow.kit.directory;

import io.winnow.contracts.Contact;
import io.winnow.contracts.DirectoryAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps directories on the heap. Not safe for concurrent use. */
public final class MemoryShelf implements DirectoryShelf {
  private record Lead(String account, Index index, String text) {}

  private record Of(String account, String nonce) {}

  private final Map<String, NavigableMap<Long, Contact>> contacts = new HashMap<>();
  private final Map<Lead, Long> leads = new HashMap<>();
  private final Map<String, Counts> counts = new HashMap<>();
  private final Map<Of, Bill> bills = new HashMap<>();
  private final Map<Of, DirectoryAnswer.Written> answers = new LinkedHashMap<>();

  /** All contacts of an account, by id. */
  public Collection<Contact> contacts(String account) {
    return of(account).values();
  }

  /** Batches of checks that have not all come back. */
  public int bills() {
    return bills.size();
  }

  /** How many ways lead to contacts. */
  int leads() {
    return leads.size();
  }

  private NavigableMap<Long, Contact> of(String account) {
    return contacts.computeIfAbsent(account, _ -> new TreeMap<>());
  }

  @Override
  public @Nullable Contact contact(String account, long id) {
    return of(account).get(id);
  }

  @Override
  public void put(Contact contact) {
    of(contact.account()).put(contact.id(), contact);
  }

  @Override
  public void remove(Contact contact) {
    of(contact.account()).remove(contact.id());
  }

  @Override
  public void show(
      String account, long after, long before, boolean descending, Predicate<Contact> shown) {
    if (before <= after) {
      return;
    }
    NavigableMap<Long, Contact> range = of(account).subMap(after, false, before, false);
    for (Contact contact : new ArrayList<>((descending ? range.descendingMap() : range).values())) {
      if (!shown.test(contact)) {
        return;
      }
    }
  }

  @Override
  public void showIds(
      String account, long after, long before, boolean descending, LongPredicate shown) {
    show(account, after, before, descending, contact -> shown.test(contact.id()));
  }

  @Override
  public @Nullable Long find(String account, Index index, String text) {
    return leads.get(new Lead(account, index, text));
  }

  @Override
  public void lead(String account, Index index, String text, long id) {
    leads.put(new Lead(account, index, text), id);
  }

  @Override
  public void forget(String account, Index index, String text) {
    leads.remove(new Lead(account, index, text));
  }

  @Override
  public Counts counts(String account) {
    return counts.getOrDefault(account, Counts.NONE);
  }

  @Override
  public void put(String account, Counts other) {
    counts.put(account, other);
  }

  @Override
  public @Nullable Bill bill(String account, String batch) {
    return bills.get(new Of(account, batch));
  }

  @Override
  public void put(String account, String batch, Bill bill) {
    bills.put(new Of(account, batch), bill);
  }

  @Override
  public void removeBill(String account, String batch) {
    bills.remove(new Of(account, batch));
  }

  @Override
  public DirectoryAnswer.@Nullable Written answered(String account, String nonce) {
    return answers.get(new Of(account, nonce));
  }

  @Override
  public void keep(DirectoryAnswer.Written answer) {
    answers.put(new Of(answer.account(), answer.nonce()), answer);
  }
}
