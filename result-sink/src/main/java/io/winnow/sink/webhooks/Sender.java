package io.winnow.sink.webhooks;

import java.util.concurrent.CompletableFuture;

/** Sends letters. Must not block; any thread may call it. */
@FunctionalInterface
interface Sender {
  /** Sends one, once. To cancel the future ends the attempt. */
  CompletableFuture<Answer> send(Letter letter);
}
