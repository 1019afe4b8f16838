package io.winnow.verifier.lists;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After the tests of publicsuffix.org (tests/tests.txt, CC0). */
class PublicSuffixesTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "com, null",
        "example.com, example.com",
        "b.example.com, example.com",
        "a.b.example.com, example.com",
        "local, null",
        "example, null",
        "example.example, example.example",
        "b.example.example, example.example",
        "a.b.example.example, example.example",
        "biz, null",
        "domain.biz, domain.biz",
        "a.b.domain.biz, domain.biz",
        "uk.com, null",
        "example.uk.com, example.uk.com",
        "a.b.example.uk.com, example.uk.com",
        "test.ac, test.ac",
        "mm, null",
        "c.mm, null",
        "b.c.mm, b.c.mm",
        "a.b.c.mm, b.c.mm",
        "jp, null",
        "test.jp, test.jp",
        "www.test.jp, test.jp",
        "ac.jp, null",
        "test.ac.jp, test.ac.jp",
        "kyoto.jp, null",
        "test.kyoto.jp, test.kyoto.jp",
        "ide.kyoto.jp, null",
        "b.ide.kyoto.jp, b.ide.kyoto.jp",
        "a.b.ide.kyoto.jp, b.ide.kyoto.jp",
        "c.kobe.jp, null",
        "b.c.kobe.jp, b.c.kobe.jp",
        "a.b.c.kobe.jp, b.c.kobe.jp",
        "city.kobe.jp, city.kobe.jp",
        "www.city.kobe.jp, city.kobe.jp",
        "ck, null",
        "test.ck, null",
        "b.test.ck, b.test.ck",
        "a.b.test.ck, b.test.ck",
        "www.ck, www.ck",
        "www.www.ck, www.ck",
        "us, null",
        "test.us, test.us",
        "ak.us, null",
        "test.ak.us, test.ak.us",
        "www.test.ak.us, test.ak.us",
        "k12.ak.us, null",
        "test.k12.ak.us, test.k12.ak.us",
        "www.test.k12.ak.us, test.k12.ak.us",
        "xn--85x722f.com.cn, xn--85x722f.com.cn",
        "xn--85x722f.xn--55qx5d.cn, xn--85x722f.xn--55qx5d.cn",
        "www.xn--85x722f.xn--55qx5d.cn, xn--85x722f.xn--55qx5d.cn",
        "shishi.xn--55qx5d.cn, shishi.xn--55qx5d.cn",
        "xn--55qx5d.cn, null",
        "xn--85x722f.xn--fiqs8s, xn--85x722f.xn--fiqs8s",
        "xn--fiqs8s, null",
        "co.uk, null",
        "acme.co.uk, acme.co.uk",
        "mail.acme.co.uk, acme.co.uk",
        "github.io, null",
        "acme.github.io, acme.github.io",
      })
  void aDomainIsRegisteredBelowItsPublicSuffix(String domain, String registrable) {
    assertThat(BuiltIn.LISTS.registrable(domain)).isEqualTo(registrable);
  }
}
