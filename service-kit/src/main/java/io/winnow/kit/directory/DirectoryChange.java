package io.winnow.kit.directory;

import io.winnow.contracts.Contact;
import java.util.List;

/** What comes of a command or a verdict beside the answer. */
public sealed interface DirectoryChange {
  /** Whose directory. */
  String account();

  /** A contact is new, or stands otherwise than before. */
  record Stored(Contact contact) implements DirectoryChange {
    @Override
    public String account() {
      return contact.account();
    }
  }

  /** A contact is no more. */
  record Removed(String account, long id) implements DirectoryChange {}

  /**
   * Addresses of contacts are to be verified, and paid for together.
   *
   * @param batch unique in the account
   * @param contacts as they stand, at least one
   */
  record ToVerify(String account, String batch, List<Contact> contacts) implements DirectoryChange {
    public ToVerify {
      contacts = List.copyOf(contacts);
    }
  }

  /**
   * All checks of a batch have come back.
   *
   * @param charged credits that they cost
   */
  record Settled(String account, String batch, int charged) implements DirectoryChange {}
}
