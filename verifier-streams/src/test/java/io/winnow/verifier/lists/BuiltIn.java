package io.winnow.verifier.lists;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.verifier.screen.Lists;
import io.winnow.verifier.screen.Screen;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The lists as they are shipped, read once. */
public final class BuiltIn {
  public static final Lists LISTS = read();
  public static final Screen SCREEN = new Screen(() -> LISTS);

  private BuiltIn() {}

  private static Lists read() {
    try (ListLibrary library =
        ListLibrary.open(ListSettings.builtIn(), Clock.systemUTC(), new SimpleMeterRegistry())) {
      return library.get();
    }
  }

  /** Lists that hold nothing but one mail host of disposable domains. */
  public static Lists withDisposableMailHost(String host) {
    return Lists.of(
        new Lists.Contents(
            List.of(),
            List.of(),
            List.of(),
            List.of(host),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of()));
  }

  /** Lists that hold nothing but one rule of a provider. */
  public static Lists withRule(String line) {
    return Lists.of(
        new Lists.Contents(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(ListEntries.rule(line))));
  }
}
