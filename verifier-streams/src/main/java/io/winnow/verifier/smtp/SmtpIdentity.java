package io.winnow.verifier.smtp;

import io.winnow.kit.smtp.SenderIdentity;

/**
 * Who asks, as it stands in commands.
 *
 * @param heloName the name that the address of this machine has in the DNS
 * @param mailFrom an existing mailbox whose domain allows that address to send
 */
public record SmtpIdentity(String heloName, Mailbox mailFrom) {

  /** The same as the operator has set it. */
  public static SmtpIdentity of(SenderIdentity identity) {
    int at = identity.mailFrom().lastIndexOf('@');
    return new SmtpIdentity(
        identity.heloName(),
        new Mailbox(identity.mailFrom().substring(0, at), identity.mailFrom().substring(at + 1)));
  }
}
