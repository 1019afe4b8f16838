package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something asked of an account's directory. All commands to an account are in one partition of
 * {@link Topics#DIRECTORY_COMMANDS}, under the account as the key, in order; each is answered by a
 * {@link DirectoryAnswer} with its nonce. A write that comes twice (same nonce) is done once. The
 * constructors throw IllegalArgumentException when the version is unknown or something is missing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DirectoryCommand.Write.class, name = "write"),
  @JsonSubTypes.Type(value = DirectoryCommand.Find.class, name = "find"),
  @JsonSubTypes.Type(value = DirectoryCommand.Scan.class, name = "scan"),
})
public sealed interface DirectoryCommand {
  int VERSION = 1;

  /** Writes or keys of a command, at most; who has more sends several. */
  int MOST_ITEMS = 200;

  /**
   * Bytes of the contacts or writes in a command or an answer, at most, as {@link Contact#weight}
   * counts them; who has more sends several. A broker takes records up to 1 MiB.
   */
  int MOST_BYTES = 600_000;

  /** Version of the command's form. */
  int v();

  /** Whose directory. */
  String account();

  /** Unique to the command. */
  String nonce();

  /** By the clock of who sent it. */
  Instant at();

  /** Name of who waits, under which it is answered on {@link Topics#DIRECTORY_ANSWERS}. */
  String answerTo();

  /**
   * Writes contacts, one after the other; what is wrong with one does not keep the others.
   *
   * @param contacts whether the answer is to tell how they stand then
   */
  record Write(
      int v,
      String account,
      String nonce,
      Instant at,
      String answerTo,
      List<ContactWrite> writes,
      boolean contacts)
      implements DirectoryCommand {
    public Write {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      Component.required(at, "at");
      Component.required(answerTo, "answerTo");
      writes = List.copyOf(Component.required(writes, "writes"));
    }
  }

  /** Asks for contacts by what names them. */
  record Find(
      int v, String account, String nonce, Instant at, String answerTo, List<ContactKey> keys)
      implements DirectoryCommand {
    public Find {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      Component.required(at, "at");
      Component.required(answerTo, "answerTo");
      keys = List.copyOf(Component.required(keys, "keys"));
    }
  }

  /**
   * Looks through contacts in the order of their ids, as far as goes in one step; the answer tells
   * where to go on.
   *
   * @param after only contacts with greater ids
   * @param before only contacts with smaller ids; null for no bound
   * @param descending whether from the greatest id down
   * @param filters what must hold of a contact, all of them
   * @param want what to tell of those it holds of
   * @param sort name of the field of {@link Want#KEYS}, as in {@link ContactFilter}; null otherwise
   * @param most after so many of them the step is over, more than 0
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Scan(
      int v,
      String account,
      String nonce,
      Instant at,
      String answerTo,
      long after,
      @Nullable Long before,
      boolean descending,
      List<ContactFilter> filters,
      Want want,
      @Nullable String sort,
      int most)
      implements DirectoryCommand {
    public Scan {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      Component.required(at, "at");
      Component.required(answerTo, "answerTo");
      filters = List.copyOf(Component.required(filters, "filters"));
      Component.required(want, "want");
      if ((want == Want.KEYS) != (sort != null)) {
        throw new IllegalArgumentException("field 'sort' goes with keys, and with nothing else");
      }
      if (most < 1) {
        throw new IllegalArgumentException("field 'most' is not positive: " + most);
      }
    }
  }

  /** What is told of the contacts that a scan finds. */
  enum Want {
    /** All of them. */
    CONTACTS,
    /** The id and one field. */
    KEYS,
    /** How many there are. */
    COUNT;

    private final String wireName = WireName.of(this);

    /** Lower-case name, as on the wire. */
    @JsonValue
    public String wireName() {
      return wireName;
    }
  }
}
