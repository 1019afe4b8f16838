package io.winnow.contracts;

import java.util.List;

/**
 * One row whose mailbox is to be asked for. Between the roles of the verifier; nobody else should
 * build on it.
 *
 * @param operator who runs the mail hosts, as in {@link SmtpEvidence}
 * @param mailHosts where the domain's mail goes, most preferred first; not empty
 * @param implicitMx whether the domain has no MX and is its own host
 * @param submitted the row
 */
public record ProbeRequested(
    String operator, List<String> mailHosts, boolean implicitMx, AddressSubmitted submitted) {
  public static final int VERSION = 1;

  /**
   * @throws IllegalArgumentException when there is no mail host
   */
  public ProbeRequested {
    mailHosts = List.copyOf(mailHosts);
    if (mailHosts.isEmpty()) {
      throw new IllegalArgumentException("field 'mail_hosts' is empty");
    }
  }
}
