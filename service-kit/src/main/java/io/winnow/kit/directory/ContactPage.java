package io.winnow.kit.directory;

import io.winnow.contracts.Contact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DirectoryQuery} finds.
 *
 * @param contacts in the order asked for
 * @param total how many match without regard to offset and limit; null when that was not asked
 */
public record ContactPage(List<Contact> contacts, @Nullable Long total) {
  public ContactPage {
    contacts = List.copyOf(contacts);
  }
}
