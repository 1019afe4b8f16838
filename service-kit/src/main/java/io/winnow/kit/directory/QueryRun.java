package io.winnow.kit.directory;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactFilter;
import io.winnow.contracts.ContactKey;
import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One query, step by step. Sorted by id, contacts come in order, and what lies before the offset is
 * only counted. Sorted by anything else, each step tells ids and values, of which only those are
 * kept that may yet be on the page; its contacts are asked for at the end. For one thread.
 */
final class QueryRun {
  private final DirectoryQuery query;
  private final boolean byId;

  /** What is asked beside the range of ids, in which nobody else is looked at. */
  private final List<ContactFilter> filters = new ArrayList<>();

  private long lower;
  private long upper = Long.MAX_VALUE;

  /** The worst of the best comes first. */
  private final PriorityQueue<DirectoryAnswer.SortKey> best;

  private final Comparator<DirectoryAnswer.SortKey> order;
  private final List<Contact> contacts = new ArrayList<>();
  private long matches;
  private @Nullable Long position;
  private boolean done;

  QueryRun(DirectoryQuery query) {
    this.query = query;
    this.byId = query.sort().equals(ContactFilter.ID);
    Comparator<DirectoryAnswer.SortKey> ascending =
        Comparator.comparing(DirectoryAnswer.SortKey::value, ContactOrder::compare)
            .thenComparingLong(DirectoryAnswer.SortKey::id);
    this.order = query.descending() ? ascending.reversed() : ascending;
    this.best = new PriorityQueue<>(order.reversed());
    query.filters().forEach(this::narrow);
  }

  private void narrow(ContactFilter filter) {
    if (!filter.field().equals(ContactFilter.ID) || !filter.value().matches("[0-9]{1,18}")) {
      filters.add(filter);
      return;
    }
    long id = Long.parseLong(filter.value());
    switch (filter.test()) {
      case GREATER -> lower = Math.max(lower, id);
      case LESS -> upper = Math.min(upper, id);
      case EQUAL -> {
        lower = Math.max(lower, id - 1);
        upper = Math.min(upper, id + 1);
      }
      case NOT_EQUAL -> filters.add(filter);
    }
  }

  /** Makes the command of a step. */
  interface Step {
    DirectoryCommand.Scan of(
        long after,
        @Nullable Long before,
        boolean descending,
        List<ContactFilter> filters,
        DirectoryCommand.Want want,
        @Nullable String sort,
        int most);
  }

  boolean done() {
    return done;
  }

  DirectoryCommand.Scan next(Step step) {
    if (!byId) {
      return step(step, DirectoryCommand.Want.KEYS, query.sort(), Integer.MAX_VALUE);
    }
    long toSkip = query.offset() - matches;
    if (toSkip > 0) {
      int most = (int) Math.min(toSkip, Integer.MAX_VALUE);
      return step(step, DirectoryCommand.Want.COUNT, null, most);
    }
    int missing = query.limit() - contacts.size();
    return missing > 0
        ? step(step, DirectoryCommand.Want.CONTACTS, null, missing)
        : step(step, DirectoryCommand.Want.COUNT, null, Integer.MAX_VALUE);
  }

  private DirectoryCommand.Scan step(
      Step step, DirectoryCommand.Want want, @Nullable String sort, int most) {
    boolean descending = byId && query.descending();
    long after = position == null || descending ? lower : position;
    long before = position == null || !descending ? upper : position;
    return step.of(
        after, before == Long.MAX_VALUE ? null : before, descending, filters, want, sort, most);
  }

  void take(DirectoryAnswer.Scanned scanned) {
    matches += scanned.matches();
    contacts.addAll(scanned.contacts());
    for (DirectoryAnswer.SortKey key : scanned.keys()) {
      best.add(key);
      if (best.size() > query.offset() + query.limit()) {
        best.remove();
      }
    }
    position = scanned.next();
    boolean pageIsFull = byId && matches >= query.offset() && contacts.size() == query.limit();
    if (pageIsFull && query.filters().isEmpty()) {
      matches = scanned.all();
      done = true;
    } else {
      done = position == null || (pageIsFull && !query.total());
    }
  }

  /** How many match, when all were looked at. */
  long total() {
    return matches;
  }

  List<Contact> contacts() {
    return contacts;
  }

  /** Keys of the page's contacts when they are still to be found, in order. */
  List<ContactKey> toFind() {
    return best.stream()
        .sorted(order)
        .skip(query.offset())
        .map(key -> ContactKey.id(key.id()))
        .toList();
  }
}
