package io.winnow.verifier.lanes;

import io.winnow.verifier.resolve.HostAddresses;
import io.winnow.verifier.smtp.Egress;
import io.winnow.verifier.smtp.EgressChoice;
import io.winnow.verifier.smtp.SmtpIdentity;
import io.winnow.verifier.smtp.SmtpSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How mail servers are reached: who asks, by which ways, and where the hosts are. */
public final class MailServers {
  private final SmtpSettings settings;
  private final SmtpIdentity identity;
  private final Function<String, CompletableFuture<HostAddresses>> addresses;
  private final Map<String, Egress> egresses;
  private final EgressChoice anyEgress;
  private final Map<String, EgressChoice> egressOfOperator = new HashMap<>();

  /**
   * @param addresses of a host; never completes exceptionally
   * @throws IllegalArgumentException when the settings do not say who asks, or an operator has a
   *     way out that they do not know
   */
  public MailServers(
      SmtpSettings settings,
      OperatorTable operators,
      Function<String, CompletableFuture<HostAddresses>> addresses) {
    this.settings = settings;
    this.identity =
        settings
            .identity()
            .orElseThrow(() -> new IllegalArgumentException("nobody to ask mail servers as"));
    this.addresses = addresses;
    this.egresses =
        settings.egresses().stream().collect(Collectors.toMap(Egress::id, Function.identity()));
    this.anyEgress = new EgressChoice(settings.egresses());
    for (Operator operator : operators.operators()) {
      if (!operator.egresses().isEmpty()) {
        egressOfOperator.put(operator.name(), new EgressChoice(known(operator)));
      }
    }
  }

  private List<Egress> known(Operator operator) {
    List<String> unknown =
        operator.egresses().stream().filter(Predicate.not(egresses::containsKey)).toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "operator %s: no such way out: %s; known are %s"
              .formatted(operator.name(), unknown, egresses.keySet()));
    }
    return operator.egresses().stream().map(egresses::get).toList();
  }

  /** Names the way out for an address at an operator, always the same one. */
  String egressOf(Operator operator, String address) {
    return egressOfOperator.getOrDefault(operator.name(), anyEgress).of(address).id();
  }

  /** The way out with that name. */
  Egress egress(String id) {
    Egress egress = egresses.get(id);
    if (egress == null) {
      throw new IllegalArgumentException("no such way out: " + id);
    }
    return egress;
  }

  SmtpSettings settings() {
    return settings;
  }

  SmtpIdentity identity() {
    return identity;
  }

  CompletableFuture<HostAddresses> addressesOf(String host) {
    return addresses.apply(host);
  }
}
