package io.winnow.standalone.broker;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.ControllerServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;

/**
 * Takes a broker off the books before it starts again. As long as its former self is registered, a
 * new one sees itself as the leader of its partitions at an address where nobody is, and is then
 * for a moment without any leader. In that moment Kafka 4.3.1 takes partitions for deleted and
 * leaves markers of transactions unwritten (KAFKA-20734; decision 0024). Without a former self all
 * partitions come to have a leader at once. Nor need the session of the former self run out.
 */
final class FormerRegistration implements MetadataPublisher {
  private static final long TIMEOUT_SECONDS = 60;
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

  private final Controller controller;
  private final int broker;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final AtomicBoolean asked = new AtomicBoolean();

  private FormerRegistration(Controller controller, int broker) {
    this.controller = controller;
    this.broker = broker;
  }

  /**
   * Returns when the broker is not registered.
   *
   * @param shared what the controller and the broker share; its loader is running
   * @param controller started, the only one of its quorum; the broker is not started yet
   * @throws IOException when the controller refuses, or does not answer within a minute
   */
  static void remove(SharedServer shared, ControllerServer controller)
      throws IOException, InterruptedException {
    FormerRegistration former =
        new FormerRegistration(controller.controller(), controller.config().nodeId());
    try {
      shared.loader().installPublishers(List.of(former)).get();
      former.gone.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      shared.loader().removeAndClosePublisher(former).get();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the former registration of the broker cannot be removed", e);
    }
  }

  @Override
  public String name() {
    return "FormerRegistration";
  }

  @Override
  public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
    if (image.cluster().broker(broker) == null) {
      gone.complete(null);
    } else if (asked.compareAndSet(false, true)) {
      unregister();
    }
  }

  private void unregister() {
    ControllerRequestContext context =
        new ControllerRequestContext(
            new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
    var _ =
        controller
            .unregisterBroker(context, broker)
            .whenComplete(
                (done, failure) -> {
                  if (failure instanceof NotControllerException && !gone.isDone()) {
                    // it has not taken office yet
                    LATER.execute(this::unregister);
                  } else if (failure != null) {
                    gone.completeExceptionally(failure);
                  }
                });
  }

  @Override
  public void close() {}
}
