package io.winnow.sink.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.http.Problem;
import org.junit.jupiter.api.Test;

class AtOnceTest {
  private final AtOnce downloads = new AtOnce(AtOnce.Kind.DOWNLOADS, new AtOnce.Bounds(3, 2));

  @Test
  void anAccountHasNoMoreThanItsOwnPlacesAndGetsThemBack() {
    AtOnce.Place first = downloads.enter("acme");
    downloads.enter("acme");

    refused("acme", 429, "too_many_account_downloads");
    assertThat(downloads.present()).isEqualTo(2);
    first.close();
    downloads.enter("acme");
    refused("acme", 429, "too_many_account_downloads");
  }

  @Test
  void allTogetherHaveNoMoreThanThereAre() {
    AtOnce.Place first = downloads.enter("acme");
    downloads.enter("acme");
    downloads.enter("other");

    refused("other", 503, "too_many_downloads");
    refused("acme", 503, "too_many_downloads");
    first.close();
    downloads.enter("other");
    assertThat(downloads.present()).isEqualTo(3);
  }

  private void refused(String account, int status, String code) {
    assertThatThrownBy(() -> downloads.enter(account))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(status);
              assertThat(problem.code()).isEqualTo(code);
            });
  }
}
