package io.winnow.gateway.spool;

import io.winnow.contracts.Idempotency;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Digests an upload's bytes as they are read, when its client wants it known by a key. */
public final class ListDigest extends FilterInputStream {
  private final @Nullable RetryKey key;
  private final @Nullable MessageDigest digest;

  /** Of an upload that is about to be read. */
  public ListDigest(InputStream upload, @Nullable RetryKey key) {
    super(upload);
    this.key = key;
    this.digest = key == null ? null : key.begin();
  }

  /** What is submitted, once all has been read; null without a key. To be called once. */
  public @Nullable Idempotency idempotency() {
    return key == null || digest == null ? null : key.end(digest);
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0 && digest != null) {
      digest.update((byte) read);
    }
    return read;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    if (read > 0 && digest != null) {
      digest.update(target, offset, read);
    }
    return read;
  }

  @Override
  public long skip(long bytes) {
    return 0; // what is not read is not digested
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
