package io.winnow.standalone.cli;

import io.winnow.contracts.AccountLimits;
import io.winnow.gateway.admin.AdminResources;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code winnow accounts}: who may use Winnow, and for how much. */
@Command(
    name = "accounts",
    description = "Accounts, their keys and credits.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AccountsCommand.ListCommand.class,
      AccountsCommand.AddCommand.class,
      AccountsCommand.KeyCommand.class,
      AccountsCommand.CreditCommand.class,
      AccountsCommand.LimitCommand.class
    })
final class AccountsCommand implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do: list, add, key, credit or limit");
  }

  /** One thing to do, at one place. */
  abstract static class Leaf implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Mixin private final AccountsPlace place = new AccountsPlace();

    @Override
    public final void run() {
      try (AccountBook book = place.open()) {
        PrintWriter out = spec.commandLine().getOut();
        work(book, out);
        out.flush();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw CommandFailure.failed("interrupted", e);
      }
    }

    abstract void work(AccountBook book, PrintWriter out);

    final ParameterException misuse(String message) {
      return new ParameterException(spec.commandLine(), message);
    }
  }

  @Command(
      name = "list",
      description = "Lists accounts with their keys.",
      mixinStandardHelpOptions = true)
  static final class ListCommand extends Leaf {
    @Override
    void work(AccountBook book, PrintWriter out) {
      List<AdminResources.One> accounts = book.all();
      if (accounts.isEmpty()) {
        out.println("there are no accounts; add one with ./winnow accounts add NAME --credits N");
      }
      for (AdminResources.One account : accounts) {
        out.printf(
            "%s: %s%n",
            account.name(),
            account.unmetered()
                ? "unmetered"
                : String.format(
                    Locale.ROOT,
                    "%,d credits, %,d more reserved",
                    account.balance(),
                    account.reserved()));
        for (AdminResources.Key key : account.keys()) {
          out.printf(
              "  %s… made %s%s%n",
              key.id(), key.createdAt(), key.label() == null ? "" : ", " + key.label());
        }
      }
    }
  }

  @Command(name = "add", description = "Adds an account.", mixinStandardHelpOptions = true)
  static final class AddCommand extends Leaf {
    @Parameters(paramLabel = "NAME", description = "Of a-z, 0-9, '.', '_' and '-'.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--credits", paramLabel = "N", description = "To begin with.")
    private @Nullable Long credits;

    @Option(names = "--unmetered", description = "Needs no credits.")
    private boolean unmetered;

    @Option(names = "--key", description = "Makes a key for it, which is printed once, alone.")
    private boolean withKey;

    @Override
    void work(AccountBook book, PrintWriter out) {
      if (unmetered == (credits != null)) {
        throw misuse("say either --credits N or --unmetered");
      }
      book.add(name, unmetered, credits == null ? 0 : credits);
      if (withKey) {
        out.println(book.addKey(name, null).key());
        return;
      }
      out.printf("account %s is added; a key for it: ./winnow accounts key add %s%n", name, name);
    }
  }

  @Command(
      name = "key",
      description = "Adds and revokes keys.",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      subcommands = {KeyAddCommand.class, KeyRevokeCommand.class})
  static final class KeyCommand implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "say what to do: add or revoke");
    }
  }

  @Command(
      name = "add",
      description = "Makes a key and shows it, this once.",
      mixinStandardHelpOptions = true)
  static final class KeyAddCommand extends Leaf {
    @Parameters(paramLabel = "NAME", description = "The account.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--label", paramLabel = "L", description = "What people call the key.")
    private @Nullable String label;

    @Override
    void work(AccountBook book, PrintWriter out) {
      out.println(book.addKey(name, label).key());
    }
  }

  @Command(
      name = "revoke",
      description = "Makes a key good for nothing, everywhere within two seconds.",
      mixinStandardHelpOptions = true)
  static final class KeyRevokeCommand extends Leaf {
    @Parameters(
        paramLabel = "KEYID",
        description = "The first 11 characters of the key, as list shows them; or all of it.")
    @SuppressWarnings("NullAway.Init")
    private String keyId;

    @Override
    void work(AccountBook book, PrintWriter out) {
      AdminResources.One owner =
          book.all().stream()
              .filter(account -> account.keys().stream().anyMatch(key -> isMeant(key.id())))
              .findFirst()
              .orElseThrow(
                  () ->
                      CommandFailure.badInput(
                          "no account has that key; ./winnow accounts list shows those that there are",
                          new IllegalArgumentException("no such key")));
      String id =
          owner.keys().stream()
              .map(AdminResources.Key::id)
              .filter(this::isMeant)
              .findFirst()
              .orElseThrow();
      book.revokeKey(owner.name(), id);
      out.printf("key %s… of account %s is revoked%n", id, owner.name());
    }

    private boolean isMeant(String id) {
      return keyId.startsWith(id);
    }
  }

  @Command(
      name = "credit",
      description = "Adds credits to an account; NAME -- -N takes free ones away.",
      mixinStandardHelpOptions = true)
  static final class CreditCommand extends Leaf {
    @Parameters(index = "0", paramLabel = "NAME", description = "The account.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Parameters(index = "1", paramLabel = "+N", description = "How many.")
    private long credits;

    @Option(names = "--note", paramLabel = "TEXT", description = "For the ledger.")
    private @Nullable String note;

    @Override
    void work(AccountBook book, PrintWriter out) {
      book.credit(name, credits, note);
      out.printf(Locale.ROOT, "%+,d credits for account %s%n", credits, name);
    }
  }

  @Command(
      name = "limit",
      description =
          "Sets what an account may ask for at once; what is left out is as the settings say.",
      mixinStandardHelpOptions = true)
  static final class LimitCommand extends Leaf {
    @Parameters(paramLabel = "NAME", description = "The account.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--rows", paramLabel = "N", description = "Of one list.")
    private @Nullable Long rows;

    @Option(names = "--bytes", paramLabel = "N", description = "Of one upload.")
    private @Nullable Long bytes;

    @Option(
        names = "--uploads",
        paramLabel = "N",
        description = "Received at the same moment by one gateway.")
    private @Nullable Integer uploads;

    @Option(names = "--requests", paramLabel = "N", description = "Per minute, to one process.")
    private @Nullable Integer requests;

    @Override
    void work(AccountBook book, PrintWriter out) {
      AccountLimits limits;
      try {
        limits = new AccountLimits(rows, bytes, uploads, requests);
      } catch (IllegalArgumentException e) {
        throw misuse(String.valueOf(e.getMessage()));
      }
      book.limit(name, limits);
      out.printf(
          "account %s has %s%n",
          name, limits.equals(AccountLimits.NONE) ? "no limits of its own" : "limits of its own");
    }
  }
}
