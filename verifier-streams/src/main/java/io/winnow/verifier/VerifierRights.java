package io.winnow.verifier;

import io.winnow.contracts.Topics;
import io.winnow.kit.kafka.Rights;
import java.util.EnumSet;
import java.util.Set;

/** What the verifier does on the cluster, by application. */
public final class VerifierRights {
  private static final String SERVICE = "verifier-streams";

  private VerifierRights() {}

  /** To let accounts in over HTTP, and to know which jobs were cancelled. */
  private static final Rights EVERYWHERE =
      Rights.of(SERVICE).reads(Topics.ACCOUNTS, Topics.JOBS_TABLE);

  private static final Rights VERDICTS =
      EVERYWHERE.writes(
          Topics.PROBES,
          Topics.VERIFIED_ADDRESSES,
          Topics.ANSWERS,
          Topics.CONTACT_VERDICTS,
          Topics.JOB_WAITS,
          Topics.JOB_EVENTS,
          Topics.DEAD_LETTERS);

  /** Of {@link Verifier#VERIFICATION}. */
  private static final Rights VERIFICATION =
      VERDICTS.reads(Topics.ADDRESSES).runs(Verifier.VERIFICATION);

  /** Of {@link Verifier#PROBING}. */
  private static final Rights PROBING = VERDICTS.reads(Topics.PROBES).runs(Verifier.PROBING);

  /** Of {@link Verifier#ACCOUNTING}. */
  private static final Rights ACCOUNTING =
      EVERYWHERE
          .reads(
              Topics.SUBMISSIONS,
              Topics.JOB_EVENTS,
              Topics.SLICE_TALLIES,
              Topics.JOB_WAITS,
              Topics.ACCOUNT_COMMANDS)
          .writes(
              Topics.JOBS_TABLE,
              Topics.JOB_EVENTS,
              Topics.ACCOUNTS,
              Topics.ACCOUNT_COMMANDS,
              Topics.ACCOUNT_ANSWERS,
              Topics.LEDGER,
              Topics.ADDRESSES,
              Topics.CONTACT_VERDICTS,
              Topics.DEAD_LETTERS)
          .runsWithRepartitions(Verifier.ACCOUNTING);

  /** Of {@link Verifier#DIRECTORY}. */
  private static final Rights DIRECTORY =
      EVERYWHERE
          .reads(Topics.DIRECTORY_COMMANDS, Topics.CONTACT_VERDICTS, Topics.CONTACT_LOOKUPS)
          .writes(
              Topics.DIRECTORY_ANSWERS,
              Topics.CONTACTS,
              Topics.ACCOUNT_COMMANDS,
              Topics.ADDRESSES,
              Topics.JOB_EVENTS,
              Topics.DEAD_LETTERS)
          .runs(Verifier.DIRECTORY);

  /** Of a process with all roles. */
  public static final Rights ALL = of(EnumSet.allOf(Role.class));

  /** Of a process with these roles. */
  static Rights of(Set<Role> roles) {
    Rights rights = EVERYWHERE;
    for (Role role : roles) {
      rights =
          rights.and(
              switch (role) {
                case VERIFY -> VERIFICATION;
                case PROBE -> PROBING;
                case ACCOUNTS -> ACCOUNTING;
                case DIRECTORY -> DIRECTORY;
              });
    }
    return rights;
  }
}
