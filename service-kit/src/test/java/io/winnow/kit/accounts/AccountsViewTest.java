package io.winnow.kit.accounts;

import static io.winnow.kit.accounts.AccountSamples.account;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Account;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AccountsViewTest {
  private final AtomicInteger digests = new AtomicInteger();
  private final Keys keys =
      new Keys(
          new SecureRandom(),
          bytes -> {
            digests.incrementAndGet();
            return Digest.SHA_256.of(bytes);
          });
  private final AccountsView view = new AccountsView(keys);

  private Keys.NewKey key() {
    return keys.make(null, Instant.EPOCH);
  }

  @Test
  void aKeyOpensItsAccount() {
    Keys.NewKey first = key();
    Keys.NewKey second = key();
    view.put(account("acme", first.stored(), second.stored()));
    view.put(account("other"));

    assertThat(view.opened(first.text())).map(Account::name).contains("acme");
    assertThat(view.opened(second.text())).map(Account::name).contains("acme");
    assertThat(view.ownerOf(first.stored().id())).contains("acme");
  }

  @Test
  void aRevokedKeyOpensNothingAndTheOthersStay() {
    Keys.NewKey revoked = key();
    Keys.NewKey kept = key();
    view.put(account("acme", revoked.stored(), kept.stored()));

    view.put(account("acme", kept.stored()));

    assertThat(view.opened(revoked.text())).isEmpty();
    assertThat(view.ownerOf(revoked.stored().id())).isEmpty();
    assertThat(view.opened(kept.text())).isPresent();
  }

  @Test
  void anAccountThatIsGoneTakesItsKeysAlong() {
    Keys.NewKey key = key();
    view.put(account("acme", key.stored()));

    view.remove("acme");

    assertThat(view.opened(key.text())).isEmpty();
    assertThat(view.all()).isEmpty();
  }

  /** What takes the same steps takes the same time. */
  @Test
  void anUnknownAWrongAndARevokedKeyAreCheckedLikeAGoodOne() {
    Keys.NewKey good = key();
    Keys.NewKey revoked = key();
    view.put(account("acme", good.stored(), revoked.stored()));
    view.put(account("acme", good.stored()));
    String wrong = good.stored().id() + "0".repeat(Keys.LENGTH - Keys.ID_LENGTH);

    assertThat(digestsFor(good.text())).isEqualTo(1);
    assertThat(digestsFor(wrong)).isEqualTo(1);
    assertThat(digestsFor(revoked.text())).isEqualTo(1);
    assertThat(digestsFor(key().text())).isEqualTo(1);
    assertThat(digestsFor("x")).isEqualTo(1);
    assertThat(view.opened(wrong)).isEmpty();
  }

  private int digestsFor(String presented) {
    int before = digests.get();
    var _ = view.opened(presented);
    return digests.get() - before;
  }

  @Test
  void whoWaitsForAChangeHearsOfIt() throws Exception {
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return view.await("acme", found -> found.balance() == 100, Duration.ofSeconds(30))
                    .isPresent();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    view.put(account("acme"));

    assertThat(waiting.get()).isTrue();
    assertThat(view.await("nobody", found -> true, Duration.ZERO)).isEmpty();
  }
}
