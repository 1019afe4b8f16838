package io.winnow.lab.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What clients did to the mail servers. Counts are of all there was; of sessions, recipients,
 * greylisted tries and flaws the latest are kept, within bounds. Every method may be called by any
 * thread at any time.
 *
 * <p>A connection counts as ended when the client has sent QUIT or has closed it, or the server
 * hangs up, whichever comes first. A client that closes one before it opens the next is never seen
 * with both.
 */
public final class SmtpRecord {
  private static final int MOST_SESSIONS = 20_000;
  private static final int MOST_ASKED = 200_000;
  private static final int MOST_TRIES = 100_000;
  private static final int MOST_FLAWS = 10_000;
  private static final int MOST_DOMAINS = 500_000;

  private final long start = System.nanoTime();
  private final Map<String, Tally> operators = new TreeMap<>();
  private final Map<String, Tally> servers = new TreeMap<>();
  private final Map<Long, OpenSession> sessions = new LinkedHashMap<>();
  private final Deque<Asked> asked = new ArrayDeque<>();
  private final Deque<GreylistTry> tries = new ArrayDeque<>();
  private final Deque<Mishap> mishaps = new ArrayDeque<>();
  private final Map<String, Integer> probes = new HashMap<>();
  private final Map<Flaw, Long> flawCounts = new EnumMap<>(Flaw.class);
  private long sessionCount;

  SmtpRecord() {}

  /** Who has had a connection. */
  public synchronized SortedSet<String> operators() {
    return new TreeSet<>(operators.keySet());
  }

  /** What has come to all servers of an operator. */
  public synchronized Traffic operator(String name) {
    return operators.getOrDefault(name, new Tally()).snapshot();
  }

  /** What has come to one address. */
  public synchronized Traffic server(String address) {
    return servers.getOrDefault(address, new Tally()).snapshot();
  }

  /** The most connections to an operator that began within a span of time. */
  public synchronized int mostConnectionsWithin(Duration window, String operator) {
    return operators.getOrDefault(operator, new Tally()).mostConnectionsWithin(window);
  }

  /** The most recipients asked of an operator within a span of time. */
  public synchronized int mostRecipientsWithin(Duration window, String operator) {
    return operators.getOrDefault(operator, new Tally()).mostRecipientsWithin(window);
  }

  /** How many connections there were in all. */
  public synchronized long connections() {
    return sessionCount;
  }

  /** The latest sessions with an operator, in the order of connecting. */
  public synchronized List<SessionLog> sessions(String operator) {
    return sessions(session -> session.operator().equals(operator));
  }

  /** The latest sessions, in the order of connecting. */
  public synchronized List<SessionLog> sessions() {
    return sessions(session -> true);
  }

  private List<SessionLog> sessions(Predicate<OpenSession> wanted) {
    return sessions.values().stream().filter(wanted).map(OpenSession::snapshot).toList();
  }

  /** The latest recipients asked at a domain, in order. */
  public synchronized List<Asked> asked(String domain) {
    return asked.stream().filter(one -> one.domain().equals(domain)).toList();
  }

  /** The latest recipients asked, in order. */
  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** How many recipients with a random local part were asked at a domain. */
  public synchronized int probes(String domain) {
    return probes.getOrDefault(domain, 0);
  }

  /** How many recipients with a random local part were asked, by domain. */
  public synchronized Map<String, Integer> probes() {
    return new TreeMap<>(probes);
  }

  /** The latest tries where there is greylisting, in order. */
  public synchronized List<GreylistTry> greylistTries(String domain) {
    return tries.stream().filter(one -> one.domain().equals(domain)).toList();
  }

  /** The latest flaws of clients, in order. */
  public synchronized List<Mishap> mishaps() {
    return List.copyOf(mishaps);
  }

  /** How often clients had that flaw. */
  public synchronized long count(Flaw flaw) {
    return flawCounts.getOrDefault(flaw, 0L);
  }

  /** Forgets all but the connections that are open. */
  public synchronized void reset() {
    operators.clear();
    servers.clear();
    List<OpenSession> open = sessions.values().stream().filter(OpenSession::isOpen).toList();
    sessions.clear();
    sessionCount = open.size();
    for (OpenSession session : open) {
      sessions.put(session.number(), session);
      session.countIn(tallies(session));
    }
    asked.clear();
    tries.clear();
    mishaps.clear();
    probes.clear();
    flawCounts.clear();
  }

  /**
   * Writes all of it as one JSON object.
   *
   * @throws IOException of {@code out}
   */
  public void writeJson(Appendable out) throws IOException {
    RecordJson json = new RecordJson(out);
    Map<String, Traffic> traffic = new TreeMap<>();
    for (String operator : operators()) {
      traffic.put(operator, operator(operator));
    }
    List<GreylistTry> greylisted;
    Map<Flaw, Long> flaws;
    synchronized (this) {
      greylisted = List.copyOf(tries);
      flaws = new TreeMap<>(flawCounts);
    }
    json.write(this, traffic, flaws, greylisted);
  }

  long now() {
    return System.nanoTime() - start;
  }

  synchronized OpenSession connected(String operator, String server, String client, long number) {
    long at = now();
    OpenSession session = new OpenSession(number, operator, server, client, at);
    sessionCount++;
    sessions.put(number, session);
    if (sessions.size() > MOST_SESSIONS) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    session.countIn(tallies(session));
    return session;
  }

  /** Once is enough; the first time counts. */
  synchronized void ended(OpenSession session) {
    if (session.end(now())) {
      session.tallies().forEach(Tally::ended);
    }
  }

  synchronized void step(OpenSession session, boolean fromClient, String text) {
    session.add(now(), fromClient, text);
  }

  synchronized void encrypted(OpenSession session) {
    session.encrypted();
  }

  synchronized void asked(OpenSession session, Asked one) {
    session.asked();
    session
        .tallies()
        .forEach(tally -> tally.asked(one.at().toNanos(), one.probe(), session.recipients()));
    keep(asked, one, MOST_ASKED);
    if (one.probe() && (probes.size() < MOST_DOMAINS || probes.containsKey(one.domain()))) {
      probes.merge(one.domain(), 1, Integer::sum);
    }
  }

  synchronized void tried(GreylistTry one) {
    keep(tries, one, MOST_TRIES);
  }

  synchronized void flawed(Flaw flaw, OpenSession session, String line) {
    flawCounts.merge(flaw, 1L, Long::sum);
    keep(
        mishaps,
        new Mishap(
            flaw,
            session.number(),
            session.operator(),
            Duration.ofNanos(now()),
            line.substring(0, Math.min(200, line.length()))),
        MOST_FLAWS);
  }

  /** Of all clients. */
  synchronized int openConnections(String operator) {
    return operators.getOrDefault(operator, new Tally()).snapshot().open();
  }

  private List<Tally> tallies(OpenSession session) {
    List<Tally> both = new ArrayList<>(2);
    both.add(operators.computeIfAbsent(session.operator(), name -> new Tally()));
    both.add(servers.computeIfAbsent(session.server(), address -> new Tally()));
    return both;
  }

  private static <T> void keep(Deque<T> kept, T one, int most) {
    kept.addLast(one);
    if (kept.size() > most) {
      kept.removeFirst();
    }
  }
}
