package io.winnow.kit.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrongKeysTest {
  private final WrongKeys wrong = new WrongKeys(1, () -> 0);

  @Test
  void eachAddressIsCountedByItself() {
    assertThat(wrong.count("192.0.2.1").granted()).isTrue();
    assertThat(wrong.count("192.0.2.1").granted()).isFalse();
    assertThat(wrong.count("192.0.2.2").granted()).isTrue();
  }

  @Test
  void aNetworkOfIpv6IsOneAddress() {
    assertThat(wrong.count("2001:db8:1:2::1").granted()).isTrue();
    assertThat(wrong.count("2001:db8:1:2:ffff::9").granted()).isFalse();
    assertThat(wrong.count("2001:db8:1:3::1").granted()).isTrue();
  }

  @Test
  void manyAddressesTakeNoMoreThanSoMuchMemory() {
    for (int i = 0; i < WrongKeys.MOST_ADDRESSES + 500; i++) {
      var _ = wrong.count("10.%d.%d.%d".formatted(i >> 16, (i >> 8) & 255, i & 255));
    }

    assertThat(wrong.size()).isEqualTo(WrongKeys.MOST_ADDRESSES);
  }
}
