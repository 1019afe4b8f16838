package io.winnow.verifier.lanes;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import org.jspecify.annotations.Nullable;

/** What is known of domains from having asked them. Safe for concurrent use. */
final class DomainMemory {
  private static final int MOST = 200_000;

  private final Cache<String, RandomAnswer> random;

  /** A local part that was accepted, to tell a refusal of us from one of a mailbox. */
  private final Cache<String, String> accepted;

  /** What a domain said to a local part made up at random. */
  enum RandomAnswer {
    ACCEPTED,
    REFUSED,
    /** Refused without a word, as was the mailbox before it: of whom was not to be learnt. */
    REFUSED_ALIKE,
    NEITHER;

    /** What that makes of the domain. */
    CatchAll catchAll() {
      return switch (this) {
        case ACCEPTED -> CatchAll.YES;
        case REFUSED -> CatchAll.NO;
        case REFUSED_ALIKE, NEITHER -> CatchAll.INCONCLUSIVE;
      };
    }

    /** The same, now that a mailbox of the domain was accepted. */
    RandomAnswer besideAccepted() {
      return this == REFUSED_ALIKE ? REFUSED : this;
    }
  }

  DomainMemory(LaneSettings settings, LaneClock clock) {
    this.random =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .ticker(clock::nanos)
            .executor(Runnable::run)
            .expireAfter(
                Expiry.<String, RandomAnswer>writing(
                    (_, answer) ->
                        switch (answer) {
                          case ACCEPTED -> settings.catchAllYesFor();
                          case REFUSED -> settings.catchAllNoFor();
                          case REFUSED_ALIKE, NEITHER -> settings.catchAllInconclusiveFor();
                        }))
            .build();
    this.accepted =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .ticker(clock::nanos)
            .executor(Runnable::run)
            .expireAfterWrite(settings.catchAllNoFor())
            .build();
  }

  /** What it said to a random local part; null when it was not asked, or long ago. */
  @Nullable RandomAnswer random(String domain) {
    return random.getIfPresent(domain);
  }

  void random(String domain, RandomAnswer answer) {
    random.put(domain, answer);
  }

  /** A local part of the domain that was accepted not long ago, or null. */
  @Nullable String accepted(String domain) {
    return accepted.getIfPresent(domain);
  }

  void accepted(String domain, String localPart) {
    accepted.put(domain, localPart);
  }
}
