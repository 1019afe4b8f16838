package io.winnow.verifier.directory;

import io.winnow.contracts.Account;
import io.winnow.contracts.DirectoryAnswer;
import io.winnow.contracts.DirectoryCommand;
import io.winnow.contracts.Level;
import io.winnow.kit.directory.DirectoryBook;
import io.winnow.verifier.admission.PromptCommit;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Does what is asked of directories: the one writer of the accounts of its partition. The answer is
 * in the same transaction as what was done, so that who hears it can rely on it.
 */
final class DirectoryProcessor
    extends ContextualProcessor<String, DirectoryCommand, String, Object> {
  private final Predicate<String> addresses;
  private final Level level;
  private final PromptCommit prompt = new PromptCommit();

  @SuppressWarnings("NullAway.Init")
  private DirectoryBook book;

  /**
   * @param addresses whether a text could be an address at all
   * @param level how far to verify contacts' addresses
   */
  DirectoryProcessor(Predicate<String> addresses, Level level) {
    this.addresses = addresses;
    this.level = level;
  }

  @Override
  public void init(ProcessorContext<String, Object> context) {
    super.init(context);
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(DirectoryTopology.STORE);
    book = new DirectoryBook(new StreamsShelf(store), addresses, new ChangeWriter(context, level));
  }

  @Override
  public void process(Record<String, DirectoryCommand> record) {
    DirectoryCommand command = record.value();
    DirectoryAnswer answer =
        command.account().equals(record.key()) && Account.isName(command.account())
            ? book.run(command)
            : misplaced(command);
    context()
        .forward(
            new Record<>(command.answerTo(), answer, context().currentSystemTimeMs()),
            DirectoryTopology.WRITE_ANSWERS);
    prompt.decided(context());
  }

  /** The account may be elsewhere. */
  private static DirectoryAnswer misplaced(DirectoryCommand command) {
    return new DirectoryAnswer.Refused(
        DirectoryAnswer.VERSION,
        command.account(),
        command.nonce(),
        DirectoryAnswer.Refused.WRONG_RECORD_KEY,
        "the record's key is not the name of the account that the command is for; send it with that key");
  }
}
