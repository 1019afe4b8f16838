package io.winnow.systemtests.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The modules with production code, and what each may stand on beside itself. */
enum Module {
  CONTRACTS("io.winnow.contracts"),
  ERRANDS("io.winnow.errands"),
  SIMULATOR("io.winnow.lab"),
  SERVICE_KIT("io.winnow.kit", CONTRACTS),
  INGEST_GATEWAY("io.winnow.gateway", CONTRACTS, SERVICE_KIT),
  VERIFIER_STREAMS("io.winnow.verifier", CONTRACTS, ERRANDS, SERVICE_KIT),
  RESULT_SINK("io.winnow.sink", CONTRACTS, SERVICE_KIT),
  STANDALONE(
      "io.winnow.standalone",
      CONTRACTS,
      SERVICE_KIT,
      INGEST_GATEWAY,
      VERIFIER_STREAMS,
      RESULT_SINK,
      SIMULATOR);

  private final String root;
  private final Set<Module> foundations;

  Module(String root, Module... foundations) {
    this.root = root;
    this.foundations = Set.of(foundations);
  }

  static Optional<Module> of(JavaClass type) {
    return Arrays.stream(values()).filter(module -> module.has(type)).findFirst();
  }

  boolean has(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(root) || name.startsWith(root + ".");
  }

  boolean mayStandOn(Module other) {
    return other == this || foundations.contains(other);
  }
}
