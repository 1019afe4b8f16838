package io.winnow.kit.directory;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What leads to a contact. */
final class ContactKeys {
  private ContactKeys() {}

  /** The contact that a key names; null when there is none. */
  static @Nullable Contact find(DirectoryShelf shelf, String account, ContactKey key) {
    Long id = key.id();
    if (key.email() != null) {
      id = shelf.find(account, DirectoryShelf.Index.EMAIL, folded(key.email()));
    } else if (key.fid() != null) {
      id = shelf.find(account, DirectoryShelf.Index.FID, key.fid());
    }
    return id == null ? null : shelf.contact(account, id);
  }

  /** What an address is compared by: neither case nor white space around it count. */
  static String folded(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }
}
