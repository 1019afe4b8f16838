package io.winnow.verifier.probing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** What is known of domains, in a store, those asked of late on the heap. */
final class Domains {
  private static final int ON_THE_HEAP = 20_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private final Map<String, Domain> recent = new LinkedHashMap<>(16, 0.75f, true);

  Domains(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  Domain of(String name) {
    Domain domain = recent.get(name);
    if (domain == null) {
      byte[] stored = store.get(key(name));
      domain = stored == null ? new Domain(name) : Domain.of(name, stored);
      recent.put(name, domain);
      forgetOne();
    }
    return domain;
  }

  /** Keeps what has changed. */
  void save(Domain domain) {
    store.put(key(domain.name), domain.toBytes());
  }

  private void forgetOne() {
    if (recent.size() <= ON_THE_HEAP) {
      return;
    }
    for (Iterator<Domain> eldest = recent.values().iterator(); eldest.hasNext(); ) {
      if (eldest.next().underWay() == 0) {
        eldest.remove();
        return;
      }
    }
  }

  private static Bytes key(String name) {
    return Bytes.wrap(name.getBytes(UTF_8));
  }
}
