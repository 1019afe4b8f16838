package io.winnow.kit.kafka;

import java.util.List;
import java.util.stream.Collectors;

/** The cluster does not allow what a service has to do there. */
public final class MissingRights extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Right> rights;

  MissingRights(String service, List<Right> rights) {
    super(
        "Kafka does not allow what %s needs: %s; grant that to its user (./winnow acls %s shows all that it needs)"
            .formatted(
                service,
                rights.stream().map(Right::toString).collect(Collectors.joining(", ")),
                service));
    this.rights = List.copyOf(rights);
  }

  /** What is missing. */
  public List<Right> rights() {
    return rights;
  }
}
