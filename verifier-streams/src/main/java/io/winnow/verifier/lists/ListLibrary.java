package io.winnow.verifier.lists;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.winnow.kit.settings.SettingsException;
import io.winnow.verifier.screen.Lists;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lists in use. Those built in are read at once; files in the directory take their place, are
 * looked for again and again, and may come, change and go while rows are screened. A file that
 * cannot be read leaves the list as it was, which the log, a meter and {@link #statuses()} tell.
 * {@link #get()} is one volatile read.
 */
public final class ListLibrary implements Supplier<Lists>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ListLibrary.class);
  private static final List<String> ENDINGS = List.of(".txt", ".txt.gz");

  private final ListSettings settings;
  private final Clock clock;
  private final List<ListKind<?>> kinds;
  private final Map<ListKind<?>, LoadedList<?>> loaded = new HashMap<>();
  private final Map<ListKind<?>, Failure> failures = new HashMap<>();
  private final Counter reloads;
  private final Counter failed;
  private final ScheduledExecutorService watcher;
  private volatile Lists lists;

  /**
   * @param stamp of the file that was tried, so that it is not tried again; null when there is none
   */
  private record Failure(@Nullable FileStamp stamp, String message) {}

  private ListLibrary(ListSettings settings, Clock clock, MeterRegistry meters) {
    this.settings = settings;
    this.clock = clock;
    this.kinds = ListKind.loaded(settings.disposable());
    this.reloads = meters.counter("winnow.lists.reloads", "outcome", "loaded");
    this.failed = meters.counter("winnow.lists.reloads", "outcome", "failed");
    for (ListKind<?> kind : kinds) {
      loaded.put(kind, builtIn(kind));
      Gauge.builder("winnow.lists.entries", this, library -> library.status(kind).entries())
          .tag("list", kind.name())
          .register(meters);
      Gauge.builder(
              "winnow.lists.broken", this, library -> library.status(kind).error() == null ? 0 : 1)
          .tag("list", kind.name())
          .register(meters);
    }
    this.lists = Lists.of(contents());
    this.watcher =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("winnow-lists").daemon().factory());
  }

  /**
   * Reads all lists, and the directory from now on, if there is one.
   *
   * @throws SettingsException when the directory is none
   * @throws IllegalStateException when what is built in cannot be read, which is a fault of ours
   */
  public static ListLibrary open(ListSettings settings, Clock clock, MeterRegistry meters) {
    settings
        .directory()
        .filter(directory -> !Files.isDirectory(directory))
        .ifPresent(
            directory -> {
              throw new SettingsException(
                  ListSettings.DIRECTORY.key()
                      + " = "
                      + directory
                      + ": not a directory; make it, or leave the setting empty");
            });
    ListLibrary library = new ListLibrary(settings, clock, meters);
    if (settings.directory().isPresent()) {
      library.reload();
      long millis = settings.reloadInterval().toMillis();
      var _ =
          library.watcher.scheduleWithFixedDelay(
              library::reload, millis, millis, TimeUnit.MILLISECONDS);
    }
    return library;
  }

  @Override
  public Lists get() {
    return lists;
  }

  /** What is in use, and what is wrong with what is not, in a fixed order. */
  public synchronized List<ListStatus> statuses() {
    return kinds.stream().map(this::status).toList();
  }

  private synchronized ListStatus status(ListKind<?> kind) {
    Failure failure = failures.get(kind);
    return list(kind).status(failure == null ? null : failure.message());
  }

  /** Looks for files that have come, changed or gone. Never throws. */
  synchronized void reload() {
    try {
      boolean changed = false;
      for (ListKind<?> kind : kinds) {
        changed |= reload(kind);
      }
      if (changed) {
        lists = Lists.of(contents());
      }
    } catch (RuntimeException e) {
      failed.increment();
      log.error("lists could not be looked at again; those in use stay", e);
    }
  }

  /** Whether the list in use is another one now. */
  private <T> boolean reload(ListKind<T> kind) {
    LoadedList<T> before = list(kind);
    FileStamp stamp = null;
    try {
      Optional<Path> file = file(kind);
      if (file.isEmpty()) {
        failures.remove(kind);
        return before.stamp() != null && use(builtIn(kind));
      }
      stamp = FileStamp.of(file.get());
      Failure failure = failures.get(kind);
      if (failure != null && stamp.equals(failure.stamp())) {
        return false;
      }
      if (stamp.equals(before.stamp())) {
        failures.remove(kind);
        return false;
      }
      ListText<T> text = ListText.read(kind, Files.readAllBytes(file.get()));
      failures.remove(kind);
      return use(
          new LoadedList<>(
              kind, text.header(), text.entries(), file.get().toString(), stamp, clock.instant()));
    } catch (IOException e) {
      fail(kind, stamp, e);
      return false;
    }
  }

  private void fail(ListKind<?> kind, @Nullable FileStamp stamp, IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    Failure failure = new Failure(stamp, stamp == null ? message : stamp.file() + ": " + message);
    if (!failure.equals(failures.put(kind, failure))) {
      failed.increment();
      log.warn(
          "list {} stays the one from {}, its new file is broken: {}",
          kind.name(),
          list(kind).from(),
          failure.message());
    }
  }

  private boolean use(LoadedList<?> list) {
    loaded.put(list.kind(), list);
    reloads.increment();
    log.info(
        "list {}: {} entries, version {}, from {}",
        list.kind().name(),
        list.entries().size(),
        list.header().getOrDefault("version", "unknown"),
        list.from());
    return true;
  }

  /**
   * @throws IOException when the directory is not there or cannot be read
   */
  private Optional<Path> file(ListKind<?> kind) throws IOException {
    Path directory = settings.directory().orElseThrow();
    if (!Files.isDirectory(directory)) {
      throw new IOException(directory + " is not a directory");
    }
    return ENDINGS.stream()
        .map(ending -> directory.resolve(kind.name() + ending))
        .filter(Files::exists)
        .findFirst();
  }

  private <T> LoadedList<T> builtIn(ListKind<T> kind) {
    for (String ending : ENDINGS) {
      try (InputStream resource = ListLibrary.class.getResourceAsStream(kind.name() + ending)) {
        if (resource != null) {
          ListText<T> text = ListText.read(kind, resource.readAllBytes());
          return new LoadedList<>(
              kind, text.header(), text.entries(), LoadedList.BUILT_IN, null, clock.instant());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("built-in list " + kind.name(), e);
      }
    }
    throw new IllegalStateException("no built-in list " + kind.name());
  }

  private Lists.Contents contents() {
    Map<String, String> typos = new HashMap<>();
    for (Map.Entry<String, String> typo : entries(ListKind.DOMAIN_TYPOS)) {
      typos.put(typo.getKey(), typo.getValue());
    }
    return new Lists.Contents(
        entries(ListKind.PUBLIC_SUFFIXES),
        entries(ListKind.ALLOWED_DOMAINS),
        entries(ListKind.disposable(settings.disposable())),
        entries(ListKind.DISPOSABLE_MAIL_HOSTS),
        entries(ListKind.FREE_DOMAINS),
        entries(ListKind.ROLE_LOCAL_PARTS),
        entries(ListKind.NO_REPLY_LOCAL_PARTS),
        entries(ListKind.COMMON_DOMAINS),
        typos,
        entries(ListKind.PROVIDER_RULES));
  }

  private <T> List<T> entries(ListKind<T> kind) {
    return list(kind).entries();
  }

  @SuppressWarnings("unchecked") // each kind is put with its own list
  private <T> LoadedList<T> list(ListKind<T> kind) {
    return (LoadedList<T>) Objects.requireNonNull(loaded.get(kind));
  }

  /** Looks for files no more. */
  @Override
  public void close() {
    watcher.shutdownNow();
  }
}
