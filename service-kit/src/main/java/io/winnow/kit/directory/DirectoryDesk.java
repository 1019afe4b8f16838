package io.winnow.kit.directory;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactKey;
import io.winnow.contracts.ContactResult;
import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.kit.kafka.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Has things done to the directories of accounts, and looks things up in them. Each call waits on
 * the caller's thread until what it asks is done for good; all throw {@link DirectoryUnavailable}
 * when nobody answers in time. Reads see all writes that were answered before. Safe for concurrent
 * use, by many callers at once.
 */
public final class DirectoryDesk implements AutoCloseable {
  private static final Duration LONGEST_QUERY = Duration.ofSeconds(60);

  private final DirectoryLine line;
  private final Runnable start;
  private final String name;
  private final Clock clock;

  /**
   * @param line which the desk closes
   * @param name of who asks; no other desk at work has it
   */
  public DirectoryDesk(DirectoryLine line, String name, Clock clock) {
    this(line, () -> {}, name, clock);
  }

  private DirectoryDesk(DirectoryLine line, Runnable start, String name, Clock clock) {
    this.line = line;
    this.start = start;
    this.name = name;
    this.clock = clock;
  }

  /**
   * A desk at a real cluster.
   *
   * @param timeout how long an answer is waited for
   */
  public static DirectoryDesk at(KafkaClients kafka, Clock clock, Duration timeout) {
    String name = "desk-" + UUID.randomUUID();
    KafkaDirectoryLine line = KafkaDirectoryLine.at(kafka, name, timeout);
    return new DirectoryDesk(line, line::start, name, clock);
  }

  /** Begins to listen. The topics must be there. */
  public void start() {
    start.run();
  }

  /**
   * Does all of it, in order; what is wrong with one does not keep the others. Many writes are done
   * in several steps, between which others may write.
   *
   * @param contacts whether the results are to tell how the contacts stand then
   * @return one result for each write, in order
   */
  public List<ContactResult> write(String account, List<ContactWrite> writes, boolean contacts) {
    List<ContactResult> results = new ArrayList<>(writes.size());
    for (List<ContactWrite> some : Batches.of(writes)) {
      DirectoryAnswer.Written written =
          answered(
              DirectoryAnswer.Written.class,
              new DirectoryCommand.Write(
                  DirectoryCommand.VERSION, account, nonce(), now(), name, some, contacts));
      results.addAll(written.results());
    }
    return contacts ? complete(account, writes, results) : results;
  }

  /** For those there was no room for in an answer. */
  private List<ContactResult> complete(
      String account, List<ContactWrite> writes, List<ContactResult> results) {
    List<Integer> places = new ArrayList<>();
    List<ContactKey> keys = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      ContactResult result = results.get(i);
      if (result.fault() == null
          && result.contact() == null
          && result.id() != null
          && writes.get(i).operation() != ContactWrite.Operation.DELETE) {
        places.add(i);
        keys.add(ContactKey.id(result.id()));
      }
    }
    List<Optional<Contact>> found = find(account, keys);
    for (int i = 0; i < places.size(); i++) {
      ContactResult result = results.get(places.get(i));
      results.set(
          places.get(i),
          new ContactResult(result.id(), result.created(), null, found.get(i).orElse(null)));
    }
    return results;
  }

  /** The contact, if there is one. */
  public Optional<Contact> find(String account, ContactKey key) {
    return find(account, List.of(key)).getFirst();
  }

  /** The contacts, in the order of the keys. */
  public List<Optional<Contact>> find(String account, List<ContactKey> keys) {
    List<Optional<Contact>> found = new ArrayList<>(keys.size());
    while (found.size() < keys.size()) {
      int until = Math.min(keys.size(), found.size() + DirectoryCommand.MOST_ITEMS);
      DirectoryAnswer.Found step =
          answered(
              DirectoryAnswer.Found.class,
              new DirectoryCommand.Find(
                  DirectoryCommand.VERSION,
                  account,
                  nonce(),
                  now(),
                  name,
                  keys.subList(found.size(), until)));
      if (step.sought().isEmpty()) {
        throw new DirectoryUnavailable("the directory answered without an answer", null);
      }
      step.sought().forEach(sought -> found.add(Optional.ofNullable(sought.contact())));
    }
    return found;
  }

  /**
   * A page of contacts. What takes a look at many of them is done in several steps, between which
   * others may write.
   */
  public ContactPage query(String account, DirectoryQuery query) {
    QueryRun run = new QueryRun(query);
    long deadline = System.nanoTime() + LONGEST_QUERY.toNanos();
    while (!run.done()) {
      if (System.nanoTime() - deadline > 0) {
        throw new DirectoryUnavailable(
            "the query takes longer than %d s; ask for less, or without the total"
                .formatted(LONGEST_QUERY.toSeconds()),
            null);
      }
      run.take(
          answered(
              DirectoryAnswer.Scanned.class,
              run.next(
                  (after, before, descending, filters, want, sort, most) ->
                      new DirectoryCommand.Scan(
                          DirectoryCommand.VERSION,
                          account,
                          nonce(),
                          now(),
                          name,
                          after,
                          before,
                          descending,
                          filters,
                          want,
                          sort,
                          most))));
    }
    List<Contact> contacts = new ArrayList<>(run.contacts());
    find(account, run.toFind()).forEach(found -> found.ifPresent(contacts::add));
    return new ContactPage(contacts, query.total() ? run.total() : null);
  }

  private <A extends DirectoryAnswer> A answered(Class<A> type, DirectoryCommand command) {
    DirectoryAnswer answer = line.ask(command);
    if (answer instanceof DirectoryAnswer.Refused refused) {
      throw new DirectoryUnavailable(refused.message(), null);
    }
    return type.cast(answer);
  }

  private static String nonce() {
    return UUID.randomUUID().toString();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public void close() {
    line.close();
  }
}
