package io.winnow.kit.directory;

import io.winnow.contracts.Contact;
import io.winnow.contracts.DirectoryAnswer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link DirectoryBook} keeps what it knows. It decides nothing. Of one thread; what is
 * done between two commands is seen together or not at all.
 */
public interface DirectoryShelf {

  /** What leads to contacts beside their ids. */
  enum Index {
    EMAIL,
    FID
  }

  /**
   * What is counted of an account.
   *
   * @param lastId that was given to a contact; 0 before the first
   * @param contacts how many there are
   * @param lastRound of verification; 0 before the first
   */
  record Counts(long lastId, long contacts, long lastRound) {
    public static final Counts NONE = new Counts(0, 0, 0);
  }

  /**
   * Checks that were sent together and are paid together.
   *
   * @param outstanding how many have not come back
   * @param charged how many of those that have cost a credit
   */
  record Bill(int outstanding, int charged) {}

  /** The contact; null when there is none. */
  @Nullable Contact contact(String account, long id);

  void put(Contact contact);

  void remove(Contact contact);

  /**
   * Shows contacts in the order of their ids, until one is not accepted.
   *
   * @param after only those with greater ids
   * @param before only those with smaller ids
   * @param descending whether from the greatest down
   * @param shown whether to go on
   */
  void show(String account, long after, long before, boolean descending, Predicate<Contact> shown);

  /**
   * Shows ids, in the same way, without a look at the contacts.
   *
   * @param shown whether to go on
   */
  void showIds(String account, long after, long before, boolean descending, LongPredicate shown);

  /** Id of the contact that the text leads to; null when there is none. */
  @Nullable Long find(String account, Index index, String text);

  void lead(String account, Index index, String text, long id);

  void forget(String account, Index index, String text);

  Counts counts(String account);

  void put(String account, Counts counts);

  @Nullable Bill bill(String account, String batch);

  void put(String account, String batch, Bill bill);

  void removeBill(String account, String batch);

  /** What was answered to a write of late; null when there was none, or it is long ago. */
  DirectoryAnswer.@Nullable Written answered(String account, String nonce);

  /** Keeps what was answered until many later ones have been. */
  void keep(DirectoryAnswer.Written answer);
}
