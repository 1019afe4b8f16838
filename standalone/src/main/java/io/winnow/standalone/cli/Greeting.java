package io.winnow.standalone.cli;

import io.winnow.gateway.ServedAccounts;
import io.winnow.kit.accounts.CommandRefused;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.settings.Settings;
import io.winnow.standalone.DataDirectory;
import io.winnow.standalone.DemoAccount;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** What a server says when it is ready, and how to begin. */
record Greeting(PrintWriter out) {

  /** Makes the account to begin with, where there is none yet. */
  void print(
      String url, String kafka, DataDirectory data, ServedAccounts accounts, Settings settings)
      throws InterruptedException {
    String begin =
        accounts.gate().settings().open()
            ? "  No key is needed.%n%s".formatted(curl(url, ""))
            : withKeys(url, data, accounts, settings);
    out.printf("Winnow serves %s (Kafka at %s, data in %s)%n%s", url, kafka, data.path(), begin);
    out.flush();
  }

  private static String withKeys(
      String url, DataDirectory data, ServedAccounts accounts, Settings settings)
      throws InterruptedException {
    Optional<Keys.NewKey> key;
    try {
      key = DemoAccount.make(accounts, settings);
    } catch (CommandRefused e) {
      return "  There is no account yet: %s%n".formatted(e.detail());
    }
    if (key.isPresent()) {
      return String.format(
          Locale.ROOT,
          "  Account demo has %,d credits. Its key, shown this once: %s%n%s",
          settings.get(DemoAccount.CREDITS),
          key.get().text(),
          curl(url, "-H 'X-Api-Key: " + key.get().text() + "' "));
    }
    return "  A key for an account: ./winnow accounts key add NAME --data %s%n%s"
        .formatted(data.path(), curl(url, "-H 'X-Api-Key: KEY' "));
  }

  private static String curl(String url, String header) {
    return "  curl %s-F file=@examples/customers.csv %s/v1/jobs%n".formatted(header, url);
  }
}
