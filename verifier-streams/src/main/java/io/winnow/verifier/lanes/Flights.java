package io.winnow.verifier.lanes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Random probes under way, one for each domain, and the accepted mailboxes that wait for what comes
 * of them. For one thread at a time.
 */
final class Flights {
  private final Map<String, Flight> flights = new HashMap<>();

  private record Flight(OpenInquiry owner, List<OpenInquiry> waiting) {}

  /** Whether one is under way. */
  boolean underWay(String domain) {
    return flights.containsKey(domain);
  }

  /** Begins one, which has to be ended by {@link #land} or {@link #leave}. */
  void begin(OpenInquiry owner) {
    flights.put(owner.inquiry().domain(), new Flight(owner, new ArrayList<>()));
  }

  /** Waits for the one that is under way. */
  void join(OpenInquiry inquiry) {
    Flight flight = flights.get(inquiry.inquiry().domain());
    if (flight == null) {
      throw new IllegalStateException("no flight to wait for");
    }
    flight.waiting().add(inquiry);
  }

  /** Ends it; the answer is who waited for it. */
  List<OpenInquiry> land(String domain) {
    Flight flight = flights.remove(domain);
    return flight == null ? List.of() : flight.waiting();
  }

  /** Waits no longer; false when it did not wait. */
  boolean stopWaiting(OpenInquiry inquiry) {
    Flight flight = flights.get(inquiry.inquiry().domain());
    return flight != null && flight.waiting().remove(inquiry);
  }

  /**
   * Gives up a probe, if it is this inquiry's; the oldest that waited has it from now on.
   *
   * @return who has it now; null when nobody waited, and the probe is over
   */
  @Nullable OpenInquiry leave(OpenInquiry inquiry) {
    String domain = inquiry.inquiry().domain();
    Flight flight = flights.get(domain);
    if (flight == null || flight.owner() != inquiry) {
      return null;
    }
    flights.remove(domain);
    if (flight.waiting().isEmpty()) {
      return null;
    }
    OpenInquiry next = flight.waiting().removeFirst();
    flights.put(domain, new Flight(next, flight.waiting()));
    return next;
  }
}
