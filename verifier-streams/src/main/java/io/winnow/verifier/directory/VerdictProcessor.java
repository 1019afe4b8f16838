package io.winnow.verifier.directory;

import io.winnow.contracts.ContactVerdict;
import io.winnow.contracts.Level;
import io.winnow.kit.directory.DirectoryBook;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps verdicts with the contacts that they are about. */
final class VerdictProcessor extends ContextualProcessor<String, ContactVerdict, String, Object> {
  private final Level level;

  @SuppressWarnings("NullAway.Init")
  private DirectoryBook book;

  /**
   * @param level how far contacts' addresses are verified
   */
  VerdictProcessor(Level level) {
    this.level = level;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    super.init(context);
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(DirectoryTopology.STORE);
    book = new DirectoryBook(new StreamsShelf(store), _ -> false, new ChangeWriter(context, level));
  }

  @Override
  public void process(Record<String, ContactVerdict> record) {
    ContactVerdict verdict = record.value();
    if (verdict.account().equals(record.key())) {
      book.verified(verdict, Instant.ofEpochMilli(context().currentSystemTimeMs()));
    }
  }
}
