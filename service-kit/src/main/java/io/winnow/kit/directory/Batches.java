package io.winnow.kit.directory;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.DirectoryCommand;
import java.util.ArrayList;
import java.util.List;

/** Cuts writes into what goes into one command each. */
final class Batches {
  private Batches() {}

  static List<List<ContactWrite>> of(List<ContactWrite> writes) {
    List<List<ContactWrite>> batches = new ArrayList<>();
    int begin = 0;
    int characters = 0;
    for (int i = 0; i < writes.size(); i++) {
      int more = Contact.characters(writes.get(i).fields());
      if (i > begin
          && (i - begin == DirectoryCommand.MOST_ITEMS
              || characters + more > DirectoryCommand.MOST_CHARACTERS)) {
        batches.add(writes.subList(begin, i));
        begin = i;
        characters = 0;
      }
      characters += more;
    }
    if (begin < writes.size()) {
      batches.add(writes.subList(begin, writes.size()));
    }
    return batches;
  }
}
