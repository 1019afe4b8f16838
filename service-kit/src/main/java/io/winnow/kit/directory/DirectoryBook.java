package io.winnow.kit.directory;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactFilter;
import io.winnow.contracts.ContactKey;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryAnswer.SortKey;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.contracts.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the directory: what is unique, who gets which id, what an update changes, when an
 * address is verified again, which verdicts come too late. It knows nothing of Kafka; whoever
 * writes the same commands in the same order gets the same contacts and answers. Of one thread, and
 * the one writer of its accounts.
 */
public final class DirectoryBook {
  /** Contacts that one step of a scan looks at, at most: some milliseconds. */
  public static final int MOST_LOOKED_AT = 4096;

  /** Contacts that one step counts without a look at them, at most: as long. */
  public static final int MOST_COUNTED = 50_000;

  private static final int MOST_SORT_CHARACTERS = 256;

  private final DirectoryShelf shelf;
  private final Predicate<String> addresses;
  private final Consumer<DirectoryChange> changes;

  /**
   * @param addresses whether a text could be an address at all
   * @param changes hears what is to be told to others, in order
   */
  public DirectoryBook(
      DirectoryShelf shelf, Predicate<String> addresses, Consumer<DirectoryChange> changes) {
    this.shelf = shelf;
    this.addresses = addresses;
    this.changes = changes;
  }

  /** Does what is asked. A write that comes again is answered again, and not done again. */
  public DirectoryAnswer run(DirectoryCommand command) {
    return switch (command) {
      case DirectoryCommand.Write write -> {
        DirectoryAnswer.Written before = shelf.answered(write.account(), write.nonce());
        yield before == null ? new Writing(shelf, addresses, changes, write).run() : before;
      }
      case DirectoryCommand.Find find -> find(find);
      case DirectoryCommand.Scan scan -> scan(scan);
    };
  }

  private DirectoryAnswer.Found find(DirectoryCommand.Find find) {
    List<DirectoryAnswer.Sought> sought = new ArrayList<>();
    int bytes = 0;
    for (ContactKey key : find.keys()) {
      Contact contact = ContactKeys.find(shelf, find.account(), key);
      bytes += contact == null ? 0 : contact.weight();
      if (bytes > DirectoryCommand.MOST_BYTES && !sought.isEmpty()) {
        break;
      }
      sought.add(new DirectoryAnswer.Sought(contact));
    }
    return new DirectoryAnswer.Found(DirectoryAnswer.VERSION, find.account(), find.nonce(), sought);
  }

  private DirectoryAnswer.Scanned scan(DirectoryCommand.Scan scan) {
    Look look = new Look(scan);
    long before = scan.before() == null ? Long.MAX_VALUE : scan.before();
    if (scan.want() == DirectoryCommand.Want.COUNT && scan.filters().isEmpty()) {
      shelf.showIds(scan.account(), scan.after(), before, scan.descending(), look::count);
    } else {
      shelf.show(scan.account(), scan.after(), before, scan.descending(), look);
    }
    return new DirectoryAnswer.Scanned(
        DirectoryAnswer.VERSION,
        scan.account(),
        scan.nonce(),
        look.matches,
        look.contacts,
        look.keys,
        look.next,
        shelf.counts(scan.account()).contacts());
  }

  /** Looks at one contact after the other until the step is over. */
  private static final class Look implements Predicate<Contact> {
    private final DirectoryCommand.Scan scan;
    private final List<Contact> contacts = new ArrayList<>();
    private final List<SortKey> keys = new ArrayList<>();
    private int lookedAt;
    private int bytes;
    private long last;
    private long matches;
    private @Nullable Long next;

    Look(DirectoryCommand.Scan scan) {
      this.scan = scan;
    }

    @Override
    public boolean test(Contact contact) {
      if (matchesAll(contact)) {
        if (scan.want() == DirectoryCommand.Want.CONTACTS
            && !contacts.isEmpty()
            && bytes + contact.weight() > DirectoryCommand.MOST_BYTES) {
          next = last;
          return false;
        }
        matches++;
        switch (scan.want()) {
          case CONTACTS -> {
            contacts.add(contact);
            bytes += contact.weight();
          }
          case KEYS -> {
            SortKey key = new SortKey(contact.id(), sortValue(contact));
            keys.add(key);
            bytes += 6 * key.value().length() + 40;
          }
          case COUNT -> {}
        }
      }
      lookedAt++;
      last = contact.id();
      boolean more =
          lookedAt < MOST_LOOKED_AT && matches < scan.most() && bytes < DirectoryCommand.MOST_BYTES;
      next = more ? null : contact.id();
      return more;
    }

    boolean count(long id) {
      matches++;
      boolean more = matches < MOST_COUNTED && matches < scan.most();
      next = more ? null : id;
      return more;
    }

    private boolean matchesAll(Contact contact) {
      for (ContactFilter filter : scan.filters()) {
        if (!ContactOrder.matches(contact, filter)) {
          return false;
        }
      }
      return true;
    }

    private String sortValue(Contact contact) {
      String value = scan.sort() == null ? "" : ContactOrder.value(contact, scan.sort());
      return value.length() <= MOST_SORT_CHARACTERS
          ? value
          : value.substring(0, MOST_SORT_CHARACTERS);
    }
  }

  /** The contact; null when there is none. */
  public @Nullable Contact contact(String account, long id) {
    return shelf.contact(account, id);
  }

  /**
   * Takes a verdict. One that is about a former address, or a contact that is no more, changes no
   * contact, but was work and is paid for.
   *
   * @param at when it was given
   */
  public void verified(ContactVerdict verdict, Instant at) {
    Contact contact = shelf.contact(verdict.account(), verdict.contact());
    if (contact != null
        && contact.verification().round() == verdict.round()
        && contact.verification().state() == Contact.State.PENDING) {
      Reason reason = verdict.reason();
      Contact verified =
          contact.with(
              reason == null
                  ? contact.verification().notPaid()
                  : contact.verification().checked(reason, at));
      shelf.put(verified);
      changes.accept(new DirectoryChange.Stored(verified));
    }
    settle(verdict);
  }

  private void settle(ContactVerdict verdict) {
    DirectoryShelf.Bill bill = shelf.bill(verdict.account(), verdict.batch());
    if (bill == null) {
      return;
    }
    int charged = bill.charged() + (isDefinite(verdict.reason()) ? 1 : 0);
    if (bill.outstanding() > 1) {
      shelf.put(
          verdict.account(),
          verdict.batch(),
          new DirectoryShelf.Bill(bill.outstanding() - 1, charged));
    } else {
      shelf.removeBill(verdict.account(), verdict.batch());
      changes.accept(new DirectoryChange.Settled(verdict.account(), verdict.batch(), charged));
    }
  }

  private static boolean isDefinite(@Nullable Reason reason) {
    return reason != null
        && switch (reason.status()) {
          case DELIVERABLE, UNDELIVERABLE, RISKY -> true;
          case UNKNOWN, SKIPPED -> false;
        };
  }
}
