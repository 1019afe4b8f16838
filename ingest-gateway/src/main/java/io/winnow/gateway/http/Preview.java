package io.winnow.gateway.http;

import io.winnow.gateway.format.ListPreview;
import io.winnow.gateway.list.ListHints;
import java.io.InputStream;

/** Tells how a list would be understood. */
@FunctionalInterface
public interface Preview {
  /**
   * Reads as much of the list as it needs, and keeps nothing.
   *
   * @param announcedBytes size of the body as the client says; not positive when it does not
   * @throws io.winnow.gateway.list.ListRefused when what was read is not good
   */
  ListPreview of(ListHints hints, long announcedBytes, InputStream body);
}
