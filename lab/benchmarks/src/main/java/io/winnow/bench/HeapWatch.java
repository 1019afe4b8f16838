package io.winnow.bench;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks every few seconds at what stays in the heap of a server. */
final class HeapWatch implements AutoCloseable {
  private static final long EVERY_SECONDS = 5;

  private final Server server;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread;
  private volatile long most;

  HeapWatch(Server server) {
    this.server = server;
    this.thread = Thread.ofPlatform().name("heap-watch").start(this::look);
  }

  private void look() {
    try {
      while (!end.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
        most = Math.max(most, server.oldGenerationMiB());
      }
    } catch (IOException | InterruptedException e) {
      // the server is gone, which others notice
      Thread.currentThread().interrupt();
    }
  }

  /** The most that there was, garbage included that no full collection has found, in MiB. */
  long mostMiB() {
    return most;
  }

  @Override
  public void close() {
    end.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
