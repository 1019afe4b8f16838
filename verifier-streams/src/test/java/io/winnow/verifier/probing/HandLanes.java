package io.winnow.verifier.probing;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.contracts.SmtpStage;
import io.winnow.verifier.lanes.CatchAll;
import io.winnow.verifier.lanes.Finding;
import io.winnow.verifier.lanes.Inquiry;
import io.winnow.verifier.lanes.Lanes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lanes whose inquiries are answered by hand. Each lane has room for so many at a time. */
final class HandLanes implements Lanes {
  /** An inquiry that waits for its answer. */
  record Asked(Inquiry inquiry, CompletableFuture<Finding> future, long at) {
    String address() {
      return inquiry.address();
    }
  }

  private final LongSupplier clock;
  private final int roomOfEach;
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private final Map<String, Instant> suspended = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private final List<Asked> unanswered = new ArrayList<>();

  HandLanes(LongSupplier clock, int roomOfEach) {
    this.clock = clock;
    this.roomOfEach = roomOfEach;
  }

  @Override
  public void open(String lane, @Nullable Instant suspendedUntil) {
    assertThat(open.add(lane)).as("%s was open already", lane).isTrue();
    if (suspendedUntil != null) {
      suspended.put(lane, suspendedUntil);
    }
  }

  @Override
  public int room(String lane) {
    assertThat(open).contains(lane);
    return suspendedUntil(lane) == null ? roomOfEach - underWay(lane) : 0;
  }

  @Override
  public CompletableFuture<Finding> ask(Inquiry inquiry) {
    assertThat(room(inquiry.lane())).as("room of %s", inquiry.lane()).isPositive();
    Asked one = new Asked(inquiry, new CompletableFuture<>(), clock.getAsLong());
    asked.add(one);
    unanswered.add(one);
    return one.future();
  }

  @Override
  public @Nullable Instant suspendedUntil(String lane) {
    Instant until = suspended.get(lane);
    return until == null || until.toEpochMilli() <= clock.getAsLong() ? null : until;
  }

  @Override
  public void close(String lane) {
    assertThat(open.remove(lane)).as("%s was open", lane).isTrue();
  }

  void suspend(String lane, Instant until) {
    suspended.put(lane, until);
  }

  /** The process is gone, and its lanes with it. */
  void die() {
    open.clear();
    suspended.clear();
    unanswered.clear();
  }

  Set<String> openLanes() {
    return open;
  }

  /** What was asked since the last time, answered or not. */
  List<Asked> takeAsked() {
    List<Asked> taken = List.copyOf(asked);
    asked.clear();
    return taken;
  }

  /** The addresses asked since the last time. */
  List<String> takeAddresses() {
    return takeAsked().stream().map(Asked::address).toList();
  }

  /** What has no answer yet. */
  List<Asked> unanswered() {
    unanswered.removeIf(one -> one.future().isDone());
    return unanswered;
  }

  private int underWay(String lane) {
    return (int) unanswered().stream().filter(one -> one.inquiry().lane().equals(lane)).count();
  }

  private Asked find(String address) {
    return unanswered().stream()
        .filter(one -> one.address().equals(address))
        .findFirst()
        .orElseThrow(() -> new AssertionError(address + " is not being asked"));
  }

  /**
   * The mailbox is accepted; its domain's answer is as given if it was asked for, else as known.
   */
  void accept(String address, CatchAll ifAsked) {
    Asked one = find(address);
    CatchAll known = one.inquiry().catchAll();
    complete(one, null, known == CatchAll.NOT_ASKED ? ifAsked : known, Finding.Again.NO, null, 250);
  }

  void refuse(String address) {
    Asked one = find(address);
    complete(one, Reason.MAILBOX_NOT_FOUND, one.inquiry().catchAll(), Finding.Again.NO, null, 550);
  }

  void greylist(String address) {
    greylist(address, null);
  }

  void greylist(String address, @Nullable Duration retryAfter) {
    Asked one = find(address);
    complete(
        one,
        Reason.GREYLISTED,
        one.inquiry().catchAll(),
        Finding.Again.GREYLISTED,
        retryAfter,
        451);
  }

  void trouble(String address) {
    Asked one = find(address);
    complete(
        one, Reason.TEMPORARY_FAILURE, one.inquiry().catchAll(), Finding.Again.LATER, null, 421);
  }

  void sendElsewhere(String address) {
    sendElsewhere(address, Reason.CONNECT_FAILED);
  }

  void sendElsewhere(String address, Reason trouble) {
    Asked one = find(address);
    complete(one, trouble, one.inquiry().catchAll(), Finding.Again.ELSEWHERE, null, 0);
  }

  void fail(String address, RuntimeException failure) {
    find(address).future().completeExceptionally(failure);
  }

  private void complete(
      Asked one,
      @Nullable Reason refusal,
      CatchAll catchAll,
      Finding.Again again,
      @Nullable Duration retryAfter,
      int code) {
    Instant now = Instant.ofEpochMilli(clock.getAsLong());
    one.future()
        .complete(
            new Finding(
                refusal,
                catchAll,
                again,
                retryAfter,
                one.inquiry().mailHosts().getFirst(),
                refusal == Reason.TEMPORARY_FAILURE ? SmtpStage.CONNECT : SmtpStage.RCPT,
                code,
                null,
                "said " + code,
                one.inquiry().transcript() ? List.of("C: RCPT") : null,
                Instant.ofEpochMilli(one.at()),
                now));
  }
}
