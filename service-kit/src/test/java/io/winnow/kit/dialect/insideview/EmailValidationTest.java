package io.winnow.kit.dialect.insideview;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmailValidationTest {
  /** No address is called valid that is not, nor the other way round. */
  @ParameterizedTest
  @EnumSource
  void theWordSaysNoMoreThanTheVerdict(Reason reason) {
    Set<EmailValidation> allowed =
        switch (reason.status()) {
          case DELIVERABLE -> Set.of(EmailValidation.VALID_EMAIL);
          case UNDELIVERABLE ->
              Set.of(EmailValidation.INVALID_EMAIL, EmailValidation.INVALID_DOMAIN);
          case RISKY ->
              Set.of(
                  EmailValidation.VALID_EMAIL,
                  EmailValidation.VALID_DOMAIN,
                  EmailValidation.UNKNOWN);
          case UNKNOWN -> Set.of(EmailValidation.VALID_DOMAIN, EmailValidation.UNKNOWN);
          case SKIPPED -> Set.of(EmailValidation.NONE);
        };

    assertThat(allowed).contains(EmailValidation.of(reason));
  }
}
