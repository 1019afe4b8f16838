package io.winnow.contracts;

import static io.winnow.contracts.Topic.Spread.JOBS;
import static io.winnow.contracts.Topic.Spread.SINGLE;
import static io.winnow.contracts.Topic.Spread.WORK;

import java.time.Duration;
import java.util.List;

/** The catalogue of topics. Documented in docs/topics.md. */
public final class Topics {
  private Topics() {}

  /**
   * Header of records on {@link #ADDRESSES} and {@link #PROBES}: the name, in UTF-8, of the gateway
   * that waits for the verdict, which is then copied to {@link #ANSWERS} under that key.
   */
  public static final String ANSWER_TO_HEADER = "winnow-answer-to";

  /**
   * Header that a producer may give to records on {@link #ADDRESSES}: the job's id in decimal
   * digits, so that the job can be told even if the record cannot be read.
   */
  public static final String JOB_HEADER = "winnow-job";

  /** Header of records on {@link #DEAD_LETTERS} that could not be read: a stable code, in UTF-8. */
  public static final String REASON_HEADER = "winnow-reason";

  private static final Duration WEEK = Duration.ofDays(7);

  /** Lists that ask to become jobs. */
  public static final Topic SUBMISSIONS =
      new Topic("winnow.submissions", "account", "Submission", JOBS, WEEK);

  /** What happens to jobs. */
  public static final Topic JOB_EVENTS =
      new Topic("winnow.job-events", "job", "JobEvent", JOBS, WEEK);

  /** How far open slices have come. Progress only, so it need not be kept. */
  public static final Topic SLICE_TALLIES =
      new Topic("winnow.slice-tallies", "job", "SliceTally", JOBS, Duration.ofDays(1));

  /** What of jobs waits in the verifier. Progress only, so it need not be kept. */
  public static final Topic JOB_WAITS =
      new Topic("winnow.job-waits", "job", "JobWaits", JOBS, Duration.ofDays(1));

  /** Jobs as they stand now. */
  public static final Topic JOBS_TABLE = new Topic("winnow.jobs", "job", "Job", JOBS, null);

  /** One record per row of every list. */
  public static final Topic ADDRESSES =
      new Topic("winnow.addresses", "address", "AddressSubmitted", WORK, WEEK);

  /** Rows whose mailbox is to be asked for. Between the roles of the verifier. */
  public static final Topic PROBES =
      new Topic("winnow.probes", "lane", "ProbeRequested", WORK, WEEK);

  /** One record per row of every list, with its verdict. */
  public static final Topic VERIFIED_ADDRESSES =
      new Topic("winnow.verified-addresses", "job/slice", "AddressVerified", WORK, WEEK);

  /** Copies of verdicts for gateways that wait for them. */
  public static final Topic ANSWERS =
      new Topic("winnow.answers", "gateway", "AddressVerified", SINGLE, Duration.ofDays(1));

  /** Accounts as they stand now. */
  public static final Topic ACCOUNTS =
      new Topic("winnow.accounts", "account", "Account", JOBS, null);

  /** What is to be done to accounts. */
  public static final Topic ACCOUNT_COMMANDS =
      new Topic("winnow.account-commands", "account", "AccountCommand", JOBS, WEEK);

  /** What became of commands to accounts. */
  public static final Topic ACCOUNT_ANSWERS =
      new Topic("winnow.account-answers", "account", "AccountAnswer", SINGLE, Duration.ofDays(1));

  /** Every movement of credits, for ever: no key comes twice. */
  public static final Topic LEDGER =
      new Topic("winnow.ledger", "account/sequence", "LedgerEntry", SINGLE, null);

  /** How deliveries to webhooks stand. */
  public static final Topic WEBHOOK_DELIVERIES =
      new Topic("winnow.webhook-deliveries", "event", "WebhookDelivery", SINGLE, null);

  /** Events that are to be delivered again. */
  public static final Topic WEBHOOK_REDELIVERIES =
      new Topic(
          "winnow.webhook-redeliveries", "job", "WebhookRedelivery", JOBS, Duration.ofDays(1));

  /** The directories of accounts, as they stand now. */
  public static final Topic CONTACTS =
      new Topic("winnow.contacts", "account/contact", "Contact", JOBS, null);

  /** What is asked of directories. */
  public static final Topic DIRECTORY_COMMANDS =
      new Topic("winnow.directory-commands", "account", "DirectoryCommand", JOBS, WEEK);

  /** What became of commands to directories. */
  public static final Topic DIRECTORY_ANSWERS =
      new Topic(
          "winnow.directory-answers", "gateway", "DirectoryAnswer", SINGLE, Duration.ofDays(1));

  /** Rows of lists whose address is the id of a contact, to be joined with the directory. */
  public static final Topic CONTACT_LOOKUPS =
      new Topic("winnow.contact-lookups", "account", "AddressSubmitted", JOBS, WEEK);

  /** Verdicts of contacts' addresses, which are rows of no job. */
  public static final Topic CONTACT_VERDICTS =
      new Topic("winnow.contact-verdicts", "account", "ContactVerdict", JOBS, WEEK);

  /** What could not be read or processed, with the error in its headers. */
  public static final Topic DEAD_LETTERS =
      new Topic("winnow.dead-letters", "as found", "as found", SINGLE, Duration.ofDays(30));

  /** All of them. */
  public static final List<Topic> ALL =
      List.of(
          SUBMISSIONS,
          JOB_EVENTS,
          SLICE_TALLIES,
          JOB_WAITS,
          JOBS_TABLE,
          ADDRESSES,
          PROBES,
          VERIFIED_ADDRESSES,
          ANSWERS,
          ACCOUNTS,
          ACCOUNT_COMMANDS,
          ACCOUNT_ANSWERS,
          LEDGER,
          WEBHOOK_DELIVERIES,
          WEBHOOK_REDELIVERIES,
          CONTACTS,
          DIRECTORY_COMMANDS,
          DIRECTORY_ANSWERS,
          CONTACT_LOOKUPS,
          CONTACT_VERDICTS,
          DEAD_LETTERS);

  /** Those that other programs may build on. Described in docs/asyncapi.yaml. */
  public static final List<Topic> PUBLIC =
      List.of(SUBMISSIONS, JOB_EVENTS, JOBS_TABLE, ADDRESSES, VERIFIED_ADDRESSES, DEAD_LETTERS);
}
