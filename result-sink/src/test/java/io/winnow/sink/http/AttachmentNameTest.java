package io.winnow.sink.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "list ~ list_verified.csv ~ list_verified.csv",
        "list.CSV ~ list_verified.csv ~ list_verified.csv",
        "list.csv.gz ~ list_verified.csv ~ list_verified.csv",
        "list.json.gz ~ list_verified.csv ~ list_verified.csv",
        "v1.2 ~ v1.2_verified.csv ~ v1.2_verified.csv",
        "`` ~ list_verified.csv ~ list_verified.csv",
        ".csv ~ list_verified.csv ~ list_verified.csv",
        "../../etc/passwd ~ _.._etc_passwd_verified.csv ~ _.._etc_passwd_verified.csv",
        "C:\\x ~ C__x_verified.csv ~ C__x_verified.csv",
        "a\"b ~ a_b_verified.csv ~ a_b_verified.csv",
        "100% ~ 100__verified.csv ~ 100%25_verified.csv",
        "a b ~ a b_verified.csv ~ a%20b_verified.csv",
        "naïve ~ na_ve_verified.csv ~ na%C3%AFve_verified.csv",
        "€ 😀 ~ _ __verified.csv ~ %E2%82%AC%20%F0%9F%98%80_verified.csv",
      })
  void namesAreSafeForHeadersAndFileSystems(String job, String ascii, String encoded) {
    assertThat(AttachmentName.contentDisposition(job, "csv"))
        .isEqualTo("attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded);
  }

  @Test
  void controlsLineEndsAndDirectionMarksAreTakenOut() {
    assertThat(AttachmentName.contentDisposition("a\r\nX-Evil: 1\u0000\u202Egpj.exe\ud800", "csv"))
        .isEqualTo(
            "attachment; filename=\"a__X-Evil_ 1__gpj.exe__verified.csv\"; "
                + "filename*=UTF-8''a__X-Evil_%201__gpj.exe__verified.csv");
  }

  @Test
  void longNamesAreCut() {
    assertThat(AttachmentName.contentDisposition("n".repeat(5000), "csv"))
        .contains("\"" + "n".repeat(100) + "_verified.csv\"");
  }
}
