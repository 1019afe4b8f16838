package io.winnow.verifier.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnhancedCodeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "none",
      textBlock =
          """
          5.1.1 User unknown;                                   5.1.1
          #5.1.0 Address rejected;                              5.1.0
          sorry, no mailbox here by that name. (#5.1.1);        5.1.1
          no such user [5.1.1];                                 5.1.1
          host a.example said: 550 5.7.1 no;                    5.7.1
          5.7.1 host a.example said: 550 5.1.1 unknown;         5.7.1
          5.7.606 Access denied;                                5.7.606
          5.7.1;                                                5.7.1
          5.1.1.2 is no code;                                   none
          version 5.1.1 of our program;                         none
          [5.2.1.9] is an address;                              none
          6.1.1 is no class;                                    none
          mailbox is disabled (554.30);                         none
          Try again. (#id-5.9.4);                               none
          5.1.1234 too long;                                    none
          """)
  void itIsFoundWhereServersPutIt(String text, String code) {
    EnhancedCode found = EnhancedCode.of(text);

    assertThat(found == null ? null : found.toString()).isEqualTo(code);
  }
}
