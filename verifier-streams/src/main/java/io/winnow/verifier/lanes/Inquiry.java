package io.winnow.verifier.lanes;

import java.util.List;

/**
 * A mailbox to be asked for.
 *
 * @param lane which lane's limits apply, such as {@code google#2}
 * @param localPart as in RCPT TO, with its quotes if it has some
 * @param domain in lower-case A-labels
 * @param mailHosts where its mail goes, most preferred first; never empty
 * @param catchAll what is known of the domain; {@link CatchAll#NOT_ASKED} for nothing, so that the
 *     domain is asked once the mailbox is accepted
 * @param transcript whether to keep the dialogue
 */
public record Inquiry(
    String lane,
    String localPart,
    String domain,
    List<String> mailHosts,
    CatchAll catchAll,
    boolean transcript) {
  public Inquiry {
    mailHosts = List.copyOf(mailHosts);
  }

  /** The address as it stands in RCPT TO. */
  public String address() {
    return localPart + "@" + domain;
  }
}
