package io.winnow.sink.webhooks;

import io.winnow.kit.network.PrivateTargets;
import io.winnow.kit.network.PublicAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.ClientConnector;
import org.jspecify.annotations.Nullable;

/**
 * Connects to public addresses and those that the operator allows. What it looks at is the very
 * address that it connects to: behind it no name is resolved any more, so a name that leads
 * elsewhere the second time leads nowhere.
 */
final class GuardedConnector extends ClientConnector {
  private final PrivateTargets allowed;

  GuardedConnector(PrivateTargets allowed) {
    this.allowed = allowed;
  }

  @Override
  public void connect(SocketAddress address, Map<String, Object> context) {
    String refusal = refusal(address);
    if (refusal == null) {
      super.connect(address, context);
    } else {
      connectFailed(null, address, new Refusal(refusal), context);
    }
  }

  private @Nullable String refusal(SocketAddress address) {
    if (!(address instanceof InetSocketAddress internet) || internet.isUnresolved()) {
      return "'%s' is no resolved address".formatted(address);
    }
    InetAddress target = internet.getAddress();
    return mayBe(target)
        ? null
        : "it leads to %s, which is not on the public Internet".formatted(target.getHostAddress());
  }

  /**
   * Those of a name's addresses that may be connected to. A name that leads to others too is told
   * at these alone; one that leads to no other is refused as it is connected to.
   */
  List<InetAddress> permitted(List<InetAddress> addresses) {
    List<InetAddress> permitted = addresses.stream().filter(this::mayBe).toList();
    return permitted.isEmpty() ? addresses : permitted;
  }

  private boolean mayBe(InetAddress target) {
    return PublicAddresses.contain(target) || allowed.allow(target);
  }

  /** An address that may not be connected to. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }
}
