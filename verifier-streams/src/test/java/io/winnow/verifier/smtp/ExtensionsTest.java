package io.winnow.verifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtensionsTest {
  private static Extensions of(String... lines) {
    return Extensions.of(new SmtpReply(250, String.join("\n", lines)));
  }

  @Test
  void eachLineBehindTheNameOffersSomething() {
    assertThat(of("mx.example greets", "PIPELINING", "size 1000", "8BITMIME", "x!y").keywords())
        .containsExactlyInAnyOrder("PIPELINING", "SIZE", "8BITMIME");
  }

  @Test
  void aNameIsNoOffer() {
    assertThat(of("STARTTLS").startTls()).isFalse();
    assertThat(of("", "STARTTLS").startTls()).isTrue();
    assertThat(of("").keywords()).isEmpty();
  }

  @Test
  void aServerCannotOfferWithoutEnd() {
    String many = IntStream.range(0, 500).mapToObj(i -> "X" + i).collect(Collectors.joining("\n"));

    assertThat(of("mx.example", many).keywords()).hasSize(64);
  }
}
