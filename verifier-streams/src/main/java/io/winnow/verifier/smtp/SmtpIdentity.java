package io.winnow.verifier.smtp;

import io.winnow.kit.smtp.SenderIdentity;

/**
 * Who asks.
 *
 * @param heloName the name that the address of this machine has in the DNS
 * @param mailFrom an existing mailbox whose domain allows that address to send
 */
public record SmtpIdentity(String heloName, Mailbox mailFrom) {
  /**
   * @throws IllegalArgumentException when the name is not fully qualified, or names nobody, or when
   *     the sender is not plain ASCII
   */
  public SmtpIdentity {
    SenderIdentity.requireHeloName(heloName);
    requireSender(mailFrom);
  }

  static void requireSender(Mailbox mailFrom) {
    if (mailFrom.needsSmtpUtf8()) {
      throw new IllegalArgumentException("a sender that only servers with SMTPUTF8 could be given");
    }
  }
}
