package io.winnow.systemtests.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The modules with production code. */
enum Module {
  CONTRACTS("io.winnow.contracts"),
  ERRANDS("io.winnow.errands"),
  SIMULATOR("io.winnow.lab"),
  SERVICE_KIT("io.winnow.kit"),
  INGEST_GATEWAY("io.winnow.gateway"),
  VERIFIER_STREAMS("io.winnow.verifier"),
  RESULT_SINK("io.winnow.sink"),
  STANDALONE("io.winnow.standalone");

  private final String root;

  Module(String root) {
    this.root = root;
  }

  /** What it may stand on beside itself. */
  private Set<Module> foundations() {
    return switch (this) {
      case CONTRACTS, ERRANDS, SIMULATOR -> EnumSet.noneOf(Module.class);
      case SERVICE_KIT -> EnumSet.of(CONTRACTS);
      case INGEST_GATEWAY -> EnumSet.of(CONTRACTS, SERVICE_KIT);
      case VERIFIER_STREAMS, RESULT_SINK -> EnumSet.of(CONTRACTS, SERVICE_KIT, ERRANDS);
      case STANDALONE ->
          EnumSet.of(
              CONTRACTS, SERVICE_KIT, INGEST_GATEWAY, VERIFIER_STREAMS, RESULT_SINK, SIMULATOR);
    };
  }

  /** The module of a class; empty when it is of none. */
  static Optional<Module> of(JavaClass type) {
    return Arrays.stream(values()).filter(module -> module.has(type)).findFirst();
  }

  boolean has(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(root) || name.startsWith(root + ".");
  }

  boolean mayStandOn(Module other) {
    return other == this || foundations().contains(other);
  }
}
