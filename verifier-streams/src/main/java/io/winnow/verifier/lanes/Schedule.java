package io.winnow.verifier.lanes;

import io.winnow.verifier.lanes.Link.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane asks next, and over which of its connections. Guarded by the lane's lock.
 *
 * <p>The oldest inquiry goes first among those that some idle session can take. A session is opened
 * for the host whose oldest inquiry is the oldest: at once if it has none, and more of them only as
 * long as the pace allows to ask more than they do. A host with many inquiries cannot keep the
 * others out, since a session ends after so many recipients, and its place is the oldest one's.
 *
 * <p>Mailboxes of one domain share a transaction: each of them is one command and one reply, where
 * RSET, MAIL and RCPT are three. So a session goes on with its domain before older inquiries of
 * others, as far as {@link LaneLimits#overtaking} allows. Different domains never share one: some
 * operators refuse that. The random probe shares none, since it is not repeated.
 */
final class Schedule {
  /** No time at all, in nanoseconds from now. */
  static final long NEVER = Long.MAX_VALUE;

  private final Surroundings shared;
  private final LaneLimits limits;
  private final Waiting waiting;
  private final Lane lane;
  private final List<Link> links = new ArrayList<>();

  Schedule(Surroundings shared, LaneLimits limits, Waiting waiting, Lane lane) {
    this.shared = shared;
    this.limits = limits;
    this.waiting = waiting;
    this.lane = lane;
  }

  /** All connections, those that are coming and going too. */
  List<Link> links() {
    return List.copyOf(links);
  }

  int size() {
    return links.size();
  }

  boolean isEmpty() {
    return links.isEmpty();
  }

  /** A connection is gone; false when that was known. */
  boolean remove(Link link) {
    return links.remove(link);
  }

  /** Inquiries that are being asked, or have to be asked in a certain session. */
  int busy() {
    int busy = 0;
    for (Link link : links) {
      busy += (link.current != null ? 1 : 0) + (link.reserved != null ? 1 : 0);
    }
    return busy;
  }

  /**
   * Does all that may be done now.
   *
   * @return nanoseconds until more may be done, or {@link #NEVER}
   */
  long run(long now) {
    long next = Math.min(assign(now), dial(now));
    return Math.min(next, endIdle(now));
  }

  /** Gives idle sessions something to ask, the oldest inquiry first. */
  private long assign(long now) {
    while (true) {
      Link link =
          links.stream()
              .filter(one -> one.state == State.IDLE && nextOf(one) != null)
              .min(Comparator.comparingLong(this::ageOf))
              .orElse(null);
      if (link == null) {
        return NEVER;
      }
      if (!limits.recipientPace().ready(now)) {
        return limits.recipientPace().nanosUntilReady(now);
      }
      limits.recipientPace().take(now);
      start(link);
    }
  }

  private @Nullable OpenInquiry nextOf(Link link) {
    if (link.reserved != null) {
      return link.reserved;
    }
    OpenInquiry oldest = waiting.first(link.way);
    String domain = link.domain;
    OpenInquiry same = domain == null ? null : waiting.first(link.way, domain);
    return oldest != null && same != null && same.number() - oldest.number() <= limits.overtaking()
        ? same
        : oldest;
  }

  private long ageOf(Link link) {
    OpenInquiry next = nextOf(link);
    return next == null ? NEVER : next.number();
  }

  private void start(Link link) {
    OpenInquiry inquiry = nextOf(link);
    Session session = link.session;
    if (inquiry == null || session == null) {
      throw new IllegalStateException("nothing to ask, or nobody");
    }
    if (link.reserved == null) {
      waiting.remove(inquiry);
    }
    link.reserved = null;
    link.together = inquiry.inquiry().domain().equals(link.domain) && inquiry.sharesTransactions();
    link.domain = inquiry.inquiry().domain();
    link.current = inquiry;
    link.state = State.BUSY;
    link.recipients++;
    inquiry.begin(shared.clock().now());
    session.ask(inquiry.question(link.together), lane.listener(link, inquiry));
  }

  private long dial(long now) {
    long next = NEVER;
    for (Way way : waiting.ways()) {
      while (true) {
        long standing = links.stream().filter(link -> link.way.equals(way)).count();
        long coming =
            links.stream()
                .filter(link -> link.way.equals(way))
                .filter(link -> link.state == State.DIALLING || link.free())
                .count();
        if (waiting.size(way) <= coming) {
          break;
        }
        if (standing > 0 && !limits.recipientPace().ready(now)) {
          // more sessions could not ask more
          next = Math.min(next, limits.recipientPace().nanosUntilReady(now));
          break;
        }
        if (links.size() >= limits.connections()) {
          makeRoom();
          return next;
        }
        if (!limits.connectionPace().ready(now)) {
          return Math.min(next, limits.connectionPace().nanosUntilReady(now));
        }
        if (!shared.budget().take(lane)) {
          return next;
        }
        limits.connectionPace().take(now);
        connect(way);
      }
    }
    return next;
  }

  private void connect(Way way) {
    Link link = new Link(way);
    links.add(link);
    link.dialled = shared.dialler().dial(way, lane.listener(link));
  }

  /** Ends a session that nobody wants, unless one is ending already. */
  private void makeRoom() {
    if (links.stream().noneMatch(link -> link.state == State.ENDING)) {
      links.stream()
          .filter(link -> link.free() && waiting.size(link.way) == 0)
          .min(Comparator.comparingLong(link -> link.idleSince))
          .ifPresent(link -> end(link, true));
    }
  }

  private long endIdle(long now) {
    long idle = shared.settings().sessionIdle().toNanos();
    long next = NEVER;
    for (Link link : List.copyOf(links)) {
      if (link.free() && waiting.size(link.way) == 0) {
        long left = idle - (now - link.idleSince);
        if (left <= 0) {
          end(link, true);
        } else {
          next = Math.min(next, left);
        }
      }
    }
    return next;
  }

  /**
   * Nothing more is asked there.
   *
   * @param politely whether to say so; else the connection ends by itself
   */
  void end(Link link, boolean politely) {
    link.state = State.ENDING;
    Session session = link.session;
    if (politely && session != null) {
      session.quit();
    }
  }

  /** Ends all connections at once. */
  void abort() {
    for (Link link : links) {
      link.state = State.ENDING;
      Dialler.Dialled dialled = link.dialled;
      if (dialled != null) {
        dialled.abort();
      }
    }
  }
}
