package io.winnow.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.winnow.contracts.AccountLimits;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UploadPlacesTest {
  private final UploadPlaces places =
      new UploadPlaces(new FlowSettings(3, 2, 0, Duration.ofSeconds(1), 0));

  private static Caller caller(String account, Integer ownLimit) {
    return new Caller(account, new AccountLimits(null, null, ownLimit, null));
  }

  private Problem refusal(String account, Integer ownLimit) {
    return catchThrowableOfType(Problem.class, () -> places.take(caller(account, ownLimit)));
  }

  @Test
  void anAccountHasItsPlacesAndNoMore() {
    UploadPlaces.Place first = places.take(caller("a", null));
    places.take(caller("a", null));

    Problem refused = refusal("a", null);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("too_many_account_uploads");
    assertThat(refused.headers()).containsKey("Retry-After");

    first.close();
    first.close();
    assertThat(refusal("a", null)).isNull();
    assertThat(refusal("a", null)).isNotNull();
  }

  @Test
  void theLimitOfTheAccountItselfCounts() {
    places.take(caller("a", 1));

    assertThat(refusal("a", 1).status()).isEqualTo(429);
    assertThat(refusal("a", 3)).isNull();
  }

  @Test
  void allAccountsShareThePlacesOfTheProcess() {
    places.take(caller("a", null));
    UploadPlaces.Place second = places.take(caller("a", null));
    places.take(caller("b", null));

    Problem refused = refusal("c", null);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("too_many_uploads");
    assertThat(refused.headers()).containsKey("Retry-After");

    second.close();
    assertThat(refusal("c", null)).isNull();
  }
}
