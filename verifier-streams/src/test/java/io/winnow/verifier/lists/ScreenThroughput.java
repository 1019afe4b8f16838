package io.winnow.verifier.lists;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.winnow.verifier.screen.Lists;
import io.winnow.verifier.screen.Screen;
import io.winnow.verifier.screen.Screened;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Measures the screen, with and without lists: nanoseconds for an address in one thread, the median
 * of rounds. Run its main method; it is no test.
 */
public final class ScreenThroughput {
  private static final int ADDRESSES = 200_000;
  private static final int ROUNDS = 15;

  private ScreenThroughput() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    measure("providers", List.of("gmail.com", "gmx.de", "yahoo.co.uk", "hotmail.com", "web.de"));
    measure("companies", companies());
    measure(
        "companies at .com",
        companies().stream().map(c -> c.replaceAll("[a-z]+$", "com")).toList());
    measure("misspelt", List.of("gmial.com", "hotmai.com", "yaho.com", "gmail.con", "outlok.com"));
    measure("disposable", List.of("mailinator.com", "a.yopmail.com", "guerrillamail.com"));
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    long start = System.nanoTime();
    ListLibrary library =
        ListLibrary.open(ListSettings.builtIn(), Clock.systemUTC(), new SimpleMeterRegistry());
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.gc();
    long after = runtime.totalMemory() - runtime.freeMemory();
    System.out.printf("lists: %d KiB, read anew in %d ms%n", (after - before) / 1024, millis);
    library.close();
  }

  private static List<String> companies() {
    Random random = new Random(7);
    List<String> suffixes = List.of("com", "de", "co.uk", "fr", "net", "io");
    List<String> domains = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int n = 5 + random.nextInt(9); n > 0; n--) {
        name.append("aeioubcdfghlmnprst".charAt(random.nextInt(18)));
      }
      domains.add(name + "." + suffixes.get(random.nextInt(suffixes.size())));
    }
    return domains;
  }

  private static void measure(String name, List<String> domains) {
    Random random = new Random(7);
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < ADDRESSES; i++) {
      cells.add(
          "ada.lovelace"
              + random.nextInt(10_000)
              + "@"
              + domains.get(random.nextInt(domains.size())));
    }
    System.out.printf(
        "%-20s %5d ns without lists, %5d ns with them%n",
        name, nanos(cells, Lists::empty), nanos(cells, () -> BuiltIn.LISTS));
  }

  private static long nanos(List<String> cells, Supplier<Lists> lists) {
    Screen screen = new Screen(lists);
    List<Long> rounds = new ArrayList<>();
    int sound = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (String cell : cells) {
        sound += screen.of(cell) instanceof Screened.Mailbox ? 1 : 0;
      }
      rounds.add((System.nanoTime() - start) / cells.size());
    }
    if (sound != cells.size() * ROUNDS) {
      throw new IllegalStateException("only " + sound + " were sound");
    }
    rounds.sort(null);
    return rounds.get(ROUNDS / 2);
  }
}
