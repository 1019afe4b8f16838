package io.winnow.kit.directory;

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
    int bytes = 0;
    for (int i = 0; i < writes.size(); i++) {
      int more = writes.get(i).weight();
      if (i > begin
          && (i - begin == DirectoryCommand.MOST_ITEMS
              || bytes + more > DirectoryCommand.MOST_BYTES)) {
        batches.add(writes.subList(begin, i));
        begin = i;
        bytes = 0;
      }
      bytes += more;
    }
    if (begin < writes.size()) {
      batches.add(writes.subList(begin, writes.size()));
    }
    return batches;
  }
}
