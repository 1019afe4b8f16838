package io.winnow.verifier.probing;

import java.util.List;

/** Tells in which lane a mailbox is asked for. The same for a domain as long as its hosts are. */
@FunctionalInterface
public interface LaneChoice {
  /**
   * A lane.
   *
   * @param name key of the topic of probes, such as {@code google#2}; not empty
   * @param operator who runs the mail hosts
   */
  record Choice(String name, String operator) {}

  /**
   * @param mailHosts where the domain's mail goes, most preferred first; never empty
   * @param domain in lower-case A-labels
   */
  Choice of(List<String> mailHosts, String domain);
}
