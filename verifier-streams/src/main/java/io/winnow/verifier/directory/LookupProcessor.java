package io.winnow.verifier.directory;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactLookup;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Joins rows whose address is the id of a contact with the contact, as it stands then. */
final class LookupProcessor
    extends ContextualProcessor<String, AddressSubmitted, String, AddressSubmitted> {
  @SuppressWarnings("NullAway.Init")
  private StreamsShelf shelf;

  @Override
  public void init(ProcessorContext<String, AddressSubmitted> context) {
    super.init(context);
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(DirectoryTopology.STORE);
    shelf = new StreamsShelf(store);
  }

  @Override
  public void process(Record<String, AddressSubmitted> record) {
    Long id = ContactLookup.idIn(record.value());
    String account = record.key();
    Contact contact = id == null || account == null ? null : shelf.contact(account, id);
    AddressSubmitted row = ContactLookup.joined(record.value(), contact);
    context().forward(record.withKey(row.address()).withValue(row));
  }
}
