package io.winnow.lab.world;

import java.util.Set;

/**
 * How the mail server of a host behaves.
 *
 * @param operator who runs it, such as {@code google} or {@code mailharbor.example}; its servers
 *     are counted together
 * @param wording in whose words it replies, a key of {@code replies.csv}
 * @param traits what is special about it
 */
public record MailServer(String operator, String wording, Set<Trait> traits) {

  /**
   * @param traits copied
   */
  public MailServer {
    traits = Set.copyOf(traits);
  }

  /** Whether it has that trait. */
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether something listens at its address. */
  public boolean listens() {
    return !is(Trait.REFUSES_CONNECTIONS);
  }
}
