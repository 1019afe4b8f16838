package io.winnow.sink.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final byte[] BODY = "{\"id\":\"42-completed\"}".getBytes(UTF_8);

  /** As {@code printf '1767225600.{"id":…}' | openssl dgst -sha256 -hmac whsec_test} says. */
  private static final String GOLDEN =
      "v1=9fbac36bc299d1c2528db5cb642efbfd9a8c35b13159f55787438145caa20a68";

  @Test
  void theSignatureIsWhatAnybodyElseComputes() {
    assertThat(Signature.header(List.of("whsec_test"), 1_767_225_600L, BODY)).isEqualTo(GOLDEN);
  }

  @Test
  void whileASecretIsChangedThereIsASignatureOfEach() {
    String header = Signature.header(List.of("new", "whsec_test"), 1_767_225_600L, BODY);

    assertThat(header.split(",", -1)).hasSize(2).contains(GOLDEN);
  }

  @Test
  void anotherMomentOrBodyOrSecretIsAnotherSignature() {
    assertThat(
            List.of(
                Signature.header(List.of("whsec_test"), 1_767_225_601L, BODY),
                Signature.header(List.of("whsec_test"), 1_767_225_600L, "{}".getBytes(UTF_8)),
                Signature.header(List.of("whsec_tesu"), 1_767_225_600L, BODY)))
        .doesNotHaveDuplicates()
        .doesNotContain(GOLDEN);
  }

  @Test
  void anAccountsSecretIsMadeOfTheOperatorsAndItsName() {
    Secrets secrets = new Secrets("master", "");

    assertThat(secrets.of("acme"))
        .containsExactly("whsec_s0Z4CYdaL8dMcl4APA9ZQ3_EGzYZN8nTnvwwLBJ2v6s");
    assertThat(secrets.of("other")).doesNotContainAnyElementsOf(secrets.of("acme"));
  }

  @Test
  void theSecretBeforeComesSecond() {
    assertThat(new Secrets("new", "master").of("acme"))
        .hasSize(2)
        .endsWith("whsec_s0Z4CYdaL8dMcl4APA9ZQ3_EGzYZN8nTnvwwLBJ2v6s");
    assertThatThrownBy(() -> new Secrets("", "master"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
