package io.winnow.verifier.directory;

import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.AccountCommand.ContactAddress;
import io.winnow.contracts.Contact;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.kit.directory.DirectoryChange;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes what comes of commands and verdicts to the topics that tell of it. */
final class ChangeWriter implements Consumer<DirectoryChange> {
  private final ProcessorContext<String, Object> context;
  private final Level level;

  /**
   * @param level how far to verify contacts' addresses
   */
  ChangeWriter(ProcessorContext<String, Object> context, Level level) {
    this.context = context;
    this.level = level;
  }

  @Override
  public void accept(DirectoryChange change) {
    long now = context.currentSystemTimeMs();
    switch (change) {
      case DirectoryChange.Stored(Contact contact) ->
          context.forward(
              new Record<>(contact.key(), contact, now), DirectoryTopology.WRITE_CONTACTS);
      case DirectoryChange.Removed(String account, long id) -> tombstone(account, id, now);
      case DirectoryChange.ToVerify toVerify ->
          tell(
              new AccountCommand.CheckContacts(
                  AccountCommand.VERSION,
                  toVerify.account(),
                  toVerify.batch(),
                  Instant.ofEpochMilli(now),
                  level,
                  toVerify.contacts().stream()
                      .map(
                          contact ->
                              new ContactAddress(
                                  contact.id(), contact.verification().round(), contact.email()))
                      .toList()),
              now);
      case DirectoryChange.Settled settled ->
          tell(
              new AccountCommand.Settle(
                  AccountCommand.VERSION,
                  settled.account(),
                  settled.batch(),
                  Instant.ofEpochMilli(now),
                  JobId.NONE,
                  settled.charged()),
              now);
    }
  }

  @SuppressWarnings("NullAway") // Kafka's interface has no null annotations; null is a tombstone
  private void tombstone(String account, long id, long now) {
    context.forward(
        new Record<>(Contact.key(account, id), null, now), DirectoryTopology.WRITE_CONTACTS);
  }

  private void tell(AccountCommand command, long now) {
    context.forward(
        new Record<>(command.account(), command, now), DirectoryTopology.WRITE_ACCOUNT_COMMANDS);
  }
}
