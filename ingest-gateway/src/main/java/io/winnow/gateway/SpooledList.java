package io.winnow.gateway;

import io.winnow.contracts.Idempotency;
import io.winnow.contracts.ListLayout;
import io.winnow.gateway.spool.SpoolEntry;
import io.winnow.gateway.spool.UploadRequest;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A list on disk that has been found good. Closing it removes it, unless it was admitted. */
public final class SpooledList implements AutoCloseable {
  private final UploadRequest request;
  private final AtomicReference<@Nullable SpoolEntry> entry;
  private final ListLayout layout;
  private final long rows;
  private final long duplicates;
  private final @Nullable Idempotency idempotency;

  SpooledList(UploadRequest request, SpoolEntry entry, @Nullable Idempotency idempotency) {
    this.request = request;
    this.idempotency = idempotency;
    this.entry = new AtomicReference<>(entry);
    this.layout = entry.checked().layout();
    this.rows = entry.checked().rows();
    this.duplicates = entry.duplicates();
  }

  /** What the client says of it. */
  public UploadRequest request() {
    return request;
  }

  /** Its columns. */
  public ListLayout layout() {
    return layout;
  }

  /** How many rows it has, at least 1. */
  public long rows() {
    return rows;
  }

  /** How many of them are duplicates of others; 0 when nobody asked. */
  public long duplicates() {
    return duplicates;
  }

  /** By what it is known when it is sent again; null when the client said nothing. */
  @Nullable Idempotency idempotency() {
    return idempotency;
  }

  /** Hands the files over to admission, which answers for them from here on. */
  SpoolEntry handOver() {
    SpoolEntry handedOver = entry.getAndSet(null);
    if (handedOver == null) {
      throw new IllegalStateException("the list was admitted or discarded before");
    }
    return handedOver;
  }

  /**
   * Removes the list from disk, unless admission has it.
   *
   * @throws UncheckedIOException when the disk fails
   */
  @Override
  public void close() {
    SpoolEntry discarded = entry.getAndSet(null);
    if (discarded != null) {
      discarded.remove();
    }
  }
}
