package io.winnow.kit.http;

import io.winnow.kit.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's certificate and key, read again when their files have changed: handshakes from then on
 * show the new one, connections that are there go on. Files that do not go together are told, and
 * change nothing. Looks while the server runs.
 */
final class WatchedKeys extends AbstractLifeCycle {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedKeys.class);

  private final HttpSettings.Tls tls;
  private final Server server;
  private final SslContextFactory.Server context = new SslContextFactory.Server();

  /** When the files that are in use were changed last; of one look at a time. */
  private List<FileTime> changed;

  private volatile Scheduler.@Nullable Task next;

  /**
   * Reads them.
   *
   * @throws SettingsException when a file cannot be read, or they do not belong together
   */
  WatchedKeys(HttpSettings.Tls tls, Server server) {
    this.tls = tls;
    this.server = server;
    this.changed = times();
    use(context);
    context.setKeyStorePassword(PemKeys.PASSWORD);
  }

  /** For connections; always the same one. */
  SslContextFactory.Server context() {
    return context;
  }

  private void use(SslContextFactory factory) {
    factory.setKeyStore(PemKeys.read(tls.certificate(), tls.key()));
  }

  /** Empty while one of the files is not there, as in the midst of being replaced. */
  private List<FileTime> times() {
    try {
      return List.of(time(tls.certificate()), time(tls.key()));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static FileTime time(Path file) throws IOException {
    return Files.getLastModifiedTime(file);
  }

  @Override
  protected void doStart() {
    later();
  }

  @Override
  protected void doStop() {
    Scheduler.Task task = next;
    if (task != null) {
      task.cancel();
    }
  }

  private void later() {
    next =
        server
            .getScheduler()
            .schedule(this::look, tls.lookEvery().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    List<FileTime> now = times();
    try {
      if (!now.isEmpty() && !now.equals(changed)) {
        context.reload(this::use);
        changed = now;
        LOG.info("the certificate in {} is a new one, and in use", tls.certificate());
      }
    } catch (Exception e) {
      LOG.warn(
          "the certificate in {} is a new one, and cannot be used; the one before is still shown: {}",
          tls.certificate(),
          e.getMessage());
    } finally {
      if (isRunning()) {
        later();
      }
    }
  }
}
