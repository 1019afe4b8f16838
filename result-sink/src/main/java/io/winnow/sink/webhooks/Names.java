package io.winnow.sink.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where names lead to. May block. */
@FunctionalInterface
interface Names {
  /** As this machine sees it. */
  Names OF_SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * The addresses of a host, in the order in which they are to be tried; a literal leads to itself.
   *
   * @throws UnknownHostException when there are none
   */
  List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
