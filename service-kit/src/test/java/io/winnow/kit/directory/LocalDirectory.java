package io.winnow.kit.directory;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.contracts.Reason;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The directory without Kafka: the same rules, answered at once on the caller's thread. Checks wait
 * until {@link #verify} is called. Safe for concurrent use.
 */
public final class LocalDirectory implements DirectoryLine {
  private final MemoryShelf shelf = new MemoryShelf();
  private final List<DirectoryChange> changes = new ArrayList<>();
  private final Clock clock;
  private final DirectoryBook book;

  /**
   * @param addresses whether a text could be an address at all
   */
  public LocalDirectory(Predicate<String> addresses, Clock clock) {
    this.clock = clock;
    this.book = new DirectoryBook(shelf, addresses, changes::add);
  }

  /** A desk at this directory. */
  public DirectoryDesk desk() {
    return new DirectoryDesk(this, "local", clock);
  }

  @Override
  public synchronized DirectoryAnswer ask(DirectoryCommand command) {
    return book.run(command);
  }

  /** Gives their verdicts to all addresses that wait for one. */
  public synchronized void verify(Function<String, Reason> verdicts) {
    List<DirectoryChange> heard = List.copyOf(changes);
    changes.clear();
    for (DirectoryChange change : heard) {
      if (change instanceof DirectoryChange.ToVerify(var account, var batch, var contacts)) {
        for (Contact contact : contacts) {
          book.verified(
              new ContactVerdict(
                  ContactVerdict.VERSION,
                  account,
                  contact.id(),
                  contact.verification().round(),
                  batch,
                  verdicts.apply(contact.email())),
              clock.instant());
        }
      }
    }
  }

  @Override
  public void close() {}
}
