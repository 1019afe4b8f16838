package io.winnow.gateway.list;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lists as characters. */
public final class ListText {
  private ListText() {}

  /**
   * Finds the charset and decodes without mercy.
   *
   * @param charset as the user says; null when the list is to tell
   * @return a reader that wants room for at least 2 characters, and refuses what is not text
   * @throws ListRefused when it is no text, or nobody knows the charset
   */
  public static Reader open(InputStream in, @Nullable String charset) throws IOException {
    TextHead head = TextHead.read(in, charset);
    return new StrictReader(in, head.charset(), head.bytes());
  }
}
