package io.winnow.sink.filing;

import io.winnow.contracts.SliceId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slices known to be sealed, those asked for of late, so that rows that come again do not ask the
 * file system each time.
 */
final class SealedSlices {
  private static final int MOST = 10_000;

  private final Map<SliceId, Boolean> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SliceId, Boolean> eldest) {
          return size() > MOST;
        }
      };

  void add(SliceId slice) {
    known.put(slice, true);
  }

  boolean has(SliceId slice) {
    return known.get(slice) != null;
  }
}
