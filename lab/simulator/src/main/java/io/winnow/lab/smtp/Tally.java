package io.winnow.lab.smtp;

import java.time.Duration;
import java.util.Arrays;

/** What came to one operator, or to one address. Guarded by the {@link SmtpRecord}. */
final class Tally {
  /** When something happened, the first million times. */
  private static final class Times {
    private static final int MOST = 1 << 20;
    private long[] nanos = new long[16];
    private int count;

    void add(long at) {
      if (count == MOST) {
        return;
      }
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = at;
    }

    int mostWithin(long window) {
      int most = 0;
      int first = 0;
      for (int last = 0; last < count; last++) {
        while (nanos[last] - nanos[first] >= window) {
          first++;
        }
        most = Math.max(most, last - first + 1);
      }
      return most;
    }
  }

  private final Times connections = new Times();
  private final Times recipients = new Times();
  private long connectionCount;
  private long recipientCount;
  private long probes;
  private int open;
  private int mostOpen;
  private int mostRecipientsOfASession;

  void connected(long at) {
    connectionCount++;
    connections.add(at);
    open++;
    mostOpen = Math.max(mostOpen, open);
  }

  void ended() {
    open--;
  }

  void asked(long at, boolean probe, int inSession) {
    recipientCount++;
    recipients.add(at);
    if (probe) {
      probes++;
    }
    mostRecipientsOfASession = Math.max(mostRecipientsOfASession, inSession);
  }

  Traffic snapshot() {
    return new Traffic(
        connectionCount, open, mostOpen, recipientCount, probes, mostRecipientsOfASession);
  }

  int mostConnectionsWithin(Duration window) {
    return connections.mostWithin(window.toNanos());
  }

  int mostRecipientsWithin(Duration window) {
    return recipients.mostWithin(window.toNanos());
  }
}
