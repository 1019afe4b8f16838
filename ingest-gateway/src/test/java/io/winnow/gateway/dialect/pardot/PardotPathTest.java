package io.winnow.gateway.dialect.pardot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.kit.dialect.DialectError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PardotPathTest {

  @ParameterizedTest
  @CsvSource({
    "/api/prospect/version/3/do/read/email/a@example.com, THREE, read, email, a@example.com",
    "/api/prospect/do/read/version/3, THREE, read,, ''",
    "/api/prospect/do/read/id/5/version/4, FOUR, read, id, 5",
    "/api/prospect/version/4/do/query/, FOUR, query,, ''",
    "/api/prospect/version/3/do/read/email/a+b%2Fc%40example.com, THREE, read, email,"
        + " a+b/c@example.com",
    "/api/prospect/do/upsert/fid/00Q, THREE, upsert, fid, 00Q",
    "/api/login, THREE,,, ''",
    "/api/login/version/4, FOUR,,, ''",
  })
  void bothOrdersAreRead(
      String raw, Version version, String operation, String keyField, String key) {
    assertThat(PardotPath.of(raw)).isEqualTo(new PardotPath(version, operation, keyField, key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/prospect/version3/do/read/id/1",
        "/api/prospect/version/3/version/3",
        "/api/prospect/version/3/do/read/do/read",
        "/api/prospect/version/3/do/read/id/1/email/x",
        "/api/prospect/version/3/do/read//id/1",
      })
  void whatIsNeitherIsAnInvalidAction(String raw) {
    assertThatThrownBy(() -> PardotPath.of(raw))
        .isInstanceOf(DialectError.class)
        .hasMessage("Invalid action");
  }

  @Test
  void whatIsNotPercentEncodedIsAnError() {
    assertThatThrownBy(() -> PardotPath.of("/api/prospect/do/read/email/%zz"))
        .isInstanceOf(DialectError.class);
  }
}
