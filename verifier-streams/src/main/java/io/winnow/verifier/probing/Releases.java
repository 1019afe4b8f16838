package io.winnow.verifier.probing;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is to become of rows that were held, name by name; worked off a little at a time, since they
 * may be very many. Lost with the epoch: the next one finds out anew.
 */
final class Releases {
  /** What becomes of a row. */
  sealed interface Fate {
    /** It is in line again. */
    record Line() implements Fate {}

    /** The same address was answered. */
    record Share(Answer answer) implements Fate {}

    /** The domain kept greylisting the one it waited for. */
    record Greylisted() implements Fate {}
  }

  static final Fate LINE = new Fate.Line();
  static final Fate GREYLISTED = new Fate.Greylisted();

  /** Does what the fate says. */
  interface Work {
    void meet(Probe probe, Fate fate);
  }

  private static final class Release {
    final Fate fate;
    int left;

    Release(Fate fate, int left) {
      this.fate = fate;
      this.left = left;
    }
  }

  private final Held held;
  private final Map<String, Release> releases = new LinkedHashMap<>();

  Releases(Held held) {
    this.held = held;
  }

  boolean isEmpty() {
    return releases.isEmpty();
  }

  /** Those that are behind the name now, or the first of them, meet that fate. */
  void add(String name, Fate fate, int most) {
    Held.Group group = held.find(name);
    if (group == null || most <= 0) {
      return;
    }
    int many = Math.min(most, group.size);
    Release earlier = releases.get(name);
    if (earlier == null) {
      releases.put(name, new Release(fate, many));
    } else if (earlier.fate instanceof Fate.Line && fate instanceof Fate.Line) {
      earlier.left = Math.max(earlier.left, many);
    } else if (earlier.fate instanceof Fate.Line) {
      releases.put(name, new Release(fate, many));
    }
    // else those that were held first meet what was decided first
  }

  /**
   * Works off at most that many rows.
   *
   * @param rest told of a name that more rows have come behind since their fate was decided
   */
  void turn(int most, Consumer<String> rest, Work work) {
    int left = most;
    while (left > 0) {
      Iterator<Map.Entry<String, Release>> names = releases.entrySet().iterator();
      if (!names.hasNext()) {
        return;
      }
      Map.Entry<String, Release> first = names.next();
      String name = first.getKey();
      Release release = first.getValue();
      List<Probe> probes = held.take(name, Math.min(left, release.left));
      left -= Math.max(1, probes.size());
      release.left -= probes.size();
      boolean someLeft = held.find(name) != null;
      boolean done = release.left <= 0 || !someLeft;
      if (done) {
        names.remove();
      }
      probes.forEach(probe -> work.meet(probe, release.fate));
      if (done && someLeft && !(release.fate instanceof Fate.Line)) {
        rest.accept(name);
      }
    }
  }
}
