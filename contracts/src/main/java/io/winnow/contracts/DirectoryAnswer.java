package io.winnow.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a {@link DirectoryCommand}. The constructors throw IllegalArgumentException when
 * the version is unknown or something is missing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DirectoryAnswer.Written.class, name = "written"),
  @JsonSubTypes.Type(value = DirectoryAnswer.Found.class, name = "found"),
  @JsonSubTypes.Type(value = DirectoryAnswer.Scanned.class, name = "scanned"),
  @JsonSubTypes.Type(value = DirectoryAnswer.Refused.class, name = "refused"),
})
public sealed interface DirectoryAnswer {
  int VERSION = 1;

  /** Version of the answer's form. */
  int v();

  /** The command's. */
  String account();

  /** The command's. */
  String nonce();

  /**
   * To {@link DirectoryCommand.Write}.
   *
   * @param results one for each write, in order
   */
  record Written(int v, String account, String nonce, List<ContactResult> results)
      implements DirectoryAnswer {
    public Written {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      results = List.copyOf(Component.required(results, "results"));
    }
  }

  /**
   * To {@link DirectoryCommand.Find}.
   *
   * @param sought one for each key, in order, but fewer when there was no room for all, and at
   *     least one
   */
  record Found(int v, String account, String nonce, List<Sought> sought)
      implements DirectoryAnswer {
    public Found {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      sought = List.copyOf(Component.required(sought, "sought"));
    }
  }

  /**
   * What was sought.
   *
   * @param contact null when there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Sought(@Nullable Contact contact) {}

  /**
   * To {@link DirectoryCommand.Scan}.
   *
   * @param matches how many there were in this step
   * @param contacts those, in the order of the scan; empty when they are not wanted
   * @param keys those, in the order of the scan; empty when they are not wanted
   * @param next the last id that was looked at, after (or, descending, before) which to go on; null
   *     at the end
   * @param all how many contacts the account has
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Scanned(
      int v,
      String account,
      String nonce,
      long matches,
      List<Contact> contacts,
      List<SortKey> keys,
      @Nullable Long next,
      long all)
      implements DirectoryAnswer {
    public Scanned {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      contacts = List.copyOf(Component.required(contacts, "contacts"));
      keys = List.copyOf(Component.required(keys, "keys"));
    }
  }

  /**
   * Of one contact.
   *
   * @param value of the field to sort by; empty when it has none
   */
  record SortKey(long id, String value) {}

  /**
   * The command was not looked at.
   *
   * @param code stable, for programs
   * @param message for people: what was wrong and what to do
   */
  record Refused(int v, String account, String nonce, String code, String message)
      implements DirectoryAnswer {
    /** The key of the command's record is not its account. */
    public static final String WRONG_RECORD_KEY = "wrong_record_key";

    public Refused {
      Component.knownVersion(v, VERSION);
      Component.required(account, "account");
      Component.required(nonce, "nonce");
      Component.required(code, "code");
      Component.required(message, "message");
    }
  }
}
