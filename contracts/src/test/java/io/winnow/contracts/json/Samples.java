package io.winnow.contracts.json;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.node.TextNode;
import io.winnow.contracts.Account;
import io.winnow.contracts.AccountAnswer;
import io.winnow.contracts.AccountCommand;
import io.winnow.contracts.AccountKey;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Dedupe;
import io.winnow.contracts.Flag;
import io.winnow.contracts.Flags;
import io.winnow.contracts.Idempotency;
import io.winnow.contracts.Job;
import io.winnow.contracts.JobCredits;
import io.winnow.contracts.JobEvent;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobOptions;
import io.winnow.contracts.JobState;
import io.winnow.contracts.JobWaits;
import io.winnow.contracts.LedgerEntry;
import io.winnow.contracts.Level;
import io.winnow.contracts.ListLayout;
import io.winnow.contracts.LookupOptions;
import io.winnow.contracts.ProbeRequested;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowCopy;
import io.winnow.contracts.RowOptions;
import io.winnow.contracts.SliceCounts;
import io.winnow.contracts.SliceTally;
import io.winnow.contracts.SmtpEvidence;
import io.winnow.contracts.SmtpStage;
import io.winnow.contracts.Status;
import io.winnow.contracts.Submission;
import io.winnow.contracts.Verdict;
import io.winnow.contracts.WaitCause;
import io.winnow.contracts.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One of each record, and its JSON to the byte. Change these only together with a version. */
final class Samples {
  private Samples() {}

  private static final JobId JOB = new JobId(7_231_894_528_001_234L);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ListLayout LAYOUT =
      new ListLayout(List.of("name", "email", "city"), 1, ";", true);

  static final AddressSubmitted SUBMITTED_ROW =
      new AddressSubmitted(
          JOB, 49_999, "Zoë@Exämple.org ", Level.SMTP, 1, List.of("Zoë \"Z\" Å", "Köln\n"));

  static final String SUBMITTED_ROW_JSON =
      "{\"v\":1,\"job\":7231894528001234,\"row\":49999,\"address\":\"Zoë@Exämple.org \","
          + "\"level\":\"smtp\",\"column\":1,\"cells\":[\"Zoë \\\"Z\\\" Å\",\"Köln\\n\"]}";

  static final ProbeRequested PROBE =
      new ProbeRequested("acme-mail.net", List.of("a.mx.test", "b.mx.test"), true, SUBMITTED_ROW);

  static final String PROBE_JSON =
      "{\"v\":1,\"operator\":\"acme-mail.net\",\"mail_hosts\":[\"a.mx.test\",\"b.mx.test\"],"
          + "\"implicit_mx\":true,\"submitted\":"
          + SUBMITTED_ROW_JSON
          + "}";

  static final AddressVerified VERIFIED_ROW =
      new AddressVerified(
          JOB,
          0,
          new Verdict(
              Reason.SMTP_NOT_CHECKED,
              null,
              "zoe@xn--exmple-cua.org",
              null,
              Flags.NONE
                  .with(Flag.IDN, true)
                  .with(Flag.CATCH_ALL, Flags.Answer.UNKNOWN)
                  .with(Flag.FREE, true),
              "mx1.xn--exmple-cua.org",
              null),
          "zoe@exämple.org",
          0,
          List.of());

  static final String VERIFIED_ROW_JSON =
      "{\"v\":1,\"job\":7231894528001234,\"row\":0,\"status\":\"unknown\","
          + "\"reason\":\"smtp_not_checked\",\"normalized\":\"zoe@xn--exmple-cua.org\","
          + "\"flags\":{\"free\":\"yes\",\"idn\":\"yes\"},"
          + "\"mail_host\":\"mx1.xn--exmple-cua.org\",\"address\":\"zoe@exämple.org\","
          + "\"column\":0,\"cells\":[]}";

  static final AddressVerified REFUSED_ROW =
      new AddressVerified(
          JOB,
          3,
          new Verdict(Reason.INVALID_SYNTAX, "no @", null, null, Flags.NONE, null, null),
          "zoe",
          2,
          List.of("a", ""));

  static final String REFUSED_ROW_JSON =
      "{\"v\":1,\"job\":7231894528001234,\"row\":3,\"status\":\"undeliverable\","
          + "\"reason\":\"invalid_syntax\",\"detail\":\"no @\",\"flags\":{},\"address\":\"zoe\","
          + "\"column\":2,\"cells\":[\"a\",\"\"]}";

  static final AddressSubmitted HURRIED_ROW =
      new AddressSubmitted(
          JOB,
          5,
          "a@b.example",
          Level.SMTP,
          0,
          List.of(),
          new RowOptions(NOON.plusSeconds(90), true));

  static final String HURRIED_ROW_JSON =
      "{\"v\":1,\"job\":7231894528001234,\"row\":5,\"address\":\"a@b.example\","
          + "\"level\":\"smtp\",\"deadline\":\"2026-03-01T12:01:30Z\","
          + "\"transcript\":true,\"column\":0,\"cells\":[]}";

  static final AddressSubmitted FIRST_ROW =
      new AddressSubmitted(
          JOB,
          50,
          "a@b.example",
          Level.DNS,
          0,
          List.of("x"),
          RowOptions.PLAIN,
          List.of(
              new RowCopy(51, " A@b.example", List.of("\"y\"")),
              new RowCopy(120_000, "a@B.example", List.of())),
          7L);

  static final String FIRST_ROW_JSON =
      "{\"v\":1,\"job\":7231894528001234,\"row\":50,\"address\":\"a@b.example\","
          + "\"level\":\"dns\",\"column\":0,\"cells\":[\"x\"],\"duplicate_of\":7,"
          + "\"duplicates\":[{\"row\":51,\"address\":\" A@b.example\",\"cells\":[\"\\\"y\\\"\"]},"
          + "{\"row\":120000,\"address\":\"a@B.example\",\"cells\":[]}]}";

  static final AddressVerified DUPLICATE_ROW =
      new AddressVerified(
          JOB,
          51,
          new Verdict(Reason.NULL_MX, null, null, null, Flags.NONE, null, null),
          " A@b.example",
          0,
          List.of(),
          7L);

  static final String DUPLICATE_ROW_JSON =
      "{\"v\":1,\"job\":7231894528001234,\"row\":51,\"duplicate_of\":7,"
          + "\"status\":\"undeliverable\",\"reason\":\"null_mx\",\"flags\":{},"
          + "\"address\":\" A@b.example\",\"column\":0,\"cells\":[]}";

  static final AddressVerified PROBED_ROW =
      new AddressVerified(
          JOB,
          4,
          new Verdict(
              Reason.MAILBOX_NOT_FOUND,
              null,
              "anna@gmial.example",
              "anna@gmail.example",
              Flags.NONE,
              "mx2.gmial.example",
              new SmtpEvidence(
                  "gmial.example",
                  SmtpStage.RCPT,
                  550,
                  "5.1.1",
                  "No such user \"here\"",
                  2,
                  NOON,
                  NOON.plusSeconds(360),
                  SmtpEvidence.Source.LIVE,
                  List.of("< 220 hello", "> EHLO me"))),
          "Anna@gmial.example",
          0,
          List.of());

  static final String PROBED_ROW_JSON =
      "{\"v\":1,\"job\":7231894528001234,\"row\":4,\"operator\":\"gmial.example\",\"status\":\"undeliverable\","
          + "\"reason\":\"mailbox_not_found\",\"normalized\":\"anna@gmial.example\","
          + "\"did_you_mean\":\"anna@gmail.example\",\"flags\":{},"
          + "\"mail_host\":\"mx2.gmial.example\",\"smtp\":{\"operator\":\"gmial.example\","
          + "\"stage\":\"rcpt\",\"code\":550,\"enhanced_code\":\"5.1.1\","
          + "\"reply\":\"No such user \\\"here\\\"\",\"attempts\":2,"
          + "\"first_checked_at\":\"2026-03-01T12:00:00Z\","
          + "\"last_checked_at\":\"2026-03-01T12:06:00Z\",\"source\":\"live\","
          + "\"transcript\":[\"< 220 hello\",\"> EHLO me\"]},"
          + "\"address\":\"Anna@gmial.example\",\"column\":0,\"cells\":[]}";

  static final Submission SUBMISSION =
      new Submission(
          1, JOB, "n-1", "acme", "march.csv", Level.DNS, LAYOUT, 120_000, NOON.plusMillis(5));

  static final String SUBMISSION_JSON =
      "{\"v\":1,\"job\":7231894528001234,\"nonce\":\"n-1\",\"account\":\"acme\","
          + "\"name\":\"march.csv\",\"level\":\"dns\",\"layout\":{\"columns\":[\"name\",\"email\","
          + "\"city\"],\"addressColumn\":1,\"delimiter\":\";\",\"header\":true},\"rows\":120000,"
          + "\"submittedAt\":\"2026-03-01T12:00:00.005Z\"}";

  static final Submission HURRIED_SUBMISSION =
      new Submission(
          1,
          JOB,
          "n-2",
          "acme",
          "one",
          Level.SMTP,
          new ListLayout(List.of("email"), 0, ",", false),
          1,
          NOON,
          0L,
          new RowOptions(NOON.plusSeconds(90), true),
          new JobOptions(
              "https://acme.test/hook",
              new TextNode("spring"),
              Dedupe.EXACT,
              null,
              null,
              new LookupOptions(true, LookupOptions.Form.XML)),
          new Idempotency("k-1", "00ff"),
          "gateway-1");

  static final String HURRIED_SUBMISSION_JSON =
      "{\"v\":1,\"job\":7231894528001234,\"nonce\":\"n-2\",\"account\":\"acme\","
          + "\"name\":\"one\",\"level\":\"smtp\",\"layout\":{\"columns\":[\"email\"],"
          + "\"addressColumn\":0,\"delimiter\":\",\",\"header\":false},\"rows\":1,"
          + "\"submittedAt\":\"2026-03-01T12:00:00Z\",\"chargeable\":0,"
          + "\"options\":{\"deadline\":\"2026-03-01T12:01:30Z\",\"transcript\":true},"
          + "\"jobOptions\":{\"webhook\":\"https://acme.test/hook\",\"metadata\":\"spring\","
          + "\"dedupe\":\"exact\",\"lookup\":{\"company\":true,\"form\":\"xml\"}},\"idempotency\":{\"key\":\"k-1\",\"digest\":\"00ff\"},"
          + "\"gateway\":\"gateway-1\"}";

  static final Job RUNNING_JOB =
      new Job(
          1,
          JOB,
          "acme",
          "march.csv",
          JobState.RUNNING,
          Level.DNS,
          LAYOUT,
          120_000,
          120_000,
          70_000,
          1,
          Map.of(Status.UNKNOWN, 60_000L, Status.UNDELIVERABLE, 10_000L),
          Map.of(Reason.NULL_MX, 10_000L, Reason.SMTP_NOT_CHECKED, 60_000L),
          2_500.5,
          20L,
          NOON,
          NOON.plusSeconds(30),
          null,
          null,
          null,
          new JobCredits(120_000, 0, 0));

  static final String RUNNING_JOB_JSON =
      "{\"v\":1,\"id\":7231894528001234,\"account\":\"acme\",\"name\":\"march.csv\","
          + "\"state\":\"running\",\"level\":\"dns\",\"layout\":{\"columns\":[\"name\",\"email\","
          + "\"city\"],\"addressColumn\":1,\"delimiter\":\";\",\"header\":true},\"rows\":120000,"
          + "\"loaded\":120000,\"processed\":70000,\"sealedSlices\":1,"
          + "\"byStatus\":{\"undeliverable\":10000,\"unknown\":60000},"
          + "\"byReason\":{\"null_mx\":10000,\"smtp_not_checked\":60000},"
          + "\"rowsPerSecond\":2500.5,\"etaSeconds\":20,"
          + "\"submittedAt\":\"2026-03-01T12:00:00Z\",\"updatedAt\":\"2026-03-01T12:00:30Z\","
          + "\"credits\":{\"reserved\":120000,\"charged\":0,\"refunded\":0}}";

  static final Job FAILED_JOB =
      new Job(
          1,
          JOB,
          "acme",
          "march.csv",
          JobState.FAILED,
          Level.SYNTAX,
          LAYOUT,
          1,
          0,
          0,
          0,
          Map.of(),
          Map.of(),
          0,
          null,
          NOON,
          NOON,
          NOON,
          new Job.Failure("spool_lost", "the upload is gone"),
          new JobOptions(null, null, Dedupe.CANONICAL),
          null,
          0L,
          0L);

  static final String FAILED_JOB_JSON =
      "{\"v\":1,\"id\":7231894528001234,\"account\":\"acme\",\"name\":\"march.csv\","
          + "\"state\":\"failed\",\"level\":\"syntax\",\"layout\":{\"columns\":[\"name\",\"email\","
          + "\"city\"],\"addressColumn\":1,\"delimiter\":\";\",\"header\":true},\"rows\":1,"
          + "\"loaded\":0,\"processed\":0,\"sealedSlices\":0,\"byStatus\":{},\"byReason\":{},"
          + "\"rowsPerSecond\":0.0,\"submittedAt\":\"2026-03-01T12:00:00Z\","
          + "\"updatedAt\":\"2026-03-01T12:00:00Z\",\"completedAt\":\"2026-03-01T12:00:00Z\","
          + "\"failure\":{\"code\":\"spool_lost\",\"message\":\"the upload is gone\"},"
          + "\"options\":{\"dedupe\":\"canonical\"},\"duplicates\":0,\"finalRows\":0}";

  static final SliceCounts COUNTS =
      new SliceCounts(
          Map.of(Reason.NULL_MX, 49_998, Reason.INVALID_SYNTAX, 2), Map.of(Reason.NULL_MX, 8));

  static final JobWaits WAITS =
      new JobWaits(
          1,
          JOB,
          "probing/0_3",
          Map.of(
              WaitCause.LANE_LIMIT,
              new Waiting(4_711, null, null),
              WaitCause.GREYLISTING,
              new Waiting(120, NOON.plusSeconds(240), NOON.plusSeconds(300))));

  static final String WAITS_JSON =
      "{\"v\":1,\"job\":7231894528001234,\"task\":\"probing/0_3\",\"waiting\":{"
          + "\"greylisting\":{\"rows\":120,\"nextAt\":\"2026-03-01T12:04:00Z\","
          + "\"lastAt\":\"2026-03-01T12:05:00Z\"},\"lane_limit\":{\"rows\":4711}}}";

  static final SliceTally TALLY = new SliceTally(1, JOB, 2, COUNTS);

  static final String TALLY_JSON =
      "{\"v\":1,\"job\":7231894528001234,\"slice\":2,\"counts\":{\"byReason\":{"
          + "\"invalid_syntax\":2,\"null_mx\":49998},\"duplicates\":{\"null_mx\":8}}}";

  static final Map<JobEvent, String> EVENTS =
      Map.ofEntries(
          entry(
              new JobEvent.Admitted(1, JOB, SUBMISSION),
              "{\"type\":\"admitted\",\"v\":1,\"job\":7231894528001234,\"submission\":"
                  + SUBMISSION_JSON
                  + "}"),
          entry(
              new JobEvent.Refused(1, JOB, "n-1", JobEvent.Refused.ID_TAKEN, "drawn before"),
              "{\"type\":\"refused\",\"v\":1,\"job\":7231894528001234,\"nonce\":\"n-1\","
                  + "\"code\":\"job_id_taken\",\"message\":\"drawn before\"}"),
          entry(
              new JobEvent.LoadedUpTo(1, JOB, 4_000),
              "{\"type\":\"loaded_up_to\",\"v\":1,\"job\":7231894528001234,\"rows\":4000}"),
          entry(
              new JobEvent.SliceSealed(1, JOB, 2, 1_234_567, COUNTS),
              "{\"type\":\"slice_sealed\",\"v\":1,\"job\":7231894528001234,\"slice\":2,"
                  + "\"bytes\":1234567,\"counts\":{\"byReason\":{\"invalid_syntax\":2,"
                  + "\"null_mx\":49998},\"duplicates\":{\"null_mx\":8}}}"),
          entry(
              new JobEvent.SliceSealed(1, JOB, 3, 1_234, null),
              "{\"type\":\"slice_sealed\",\"v\":1,\"job\":7231894528001234,\"slice\":3,"
                  + "\"bytes\":1234}"),
          entry(
              new JobEvent.Failed(1, JOB, "spool_lost", "the upload is gone"),
              "{\"type\":\"failed\",\"v\":1,\"job\":7231894528001234,\"code\":\"spool_lost\","
                  + "\"message\":\"the upload is gone\"}"),
          entry(
              new JobEvent.Refused(
                  1, JOB, "n-2", JobEvent.Refused.ALREADY_SUBMITTED, "seen", new JobId(7)),
              "{\"type\":\"refused\",\"v\":1,\"job\":7231894528001234,\"nonce\":\"n-2\","
                  + "\"code\":\"already_submitted\",\"message\":\"seen\",\"existing\":7}"),
          entry(
              new JobEvent.CancelRequested(1, JOB),
              "{\"type\":\"cancel_requested\",\"v\":1,\"job\":7231894528001234}"),
          entry(
              new JobEvent.LoadingStopped(1, JOB, 9),
              "{\"type\":\"loading_stopped\",\"v\":1,\"job\":7231894528001234,\"rows\":9}"),
          entry(
              new JobEvent.DeleteRequested(1, JOB),
              "{\"type\":\"delete_requested\",\"v\":1,\"job\":7231894528001234}"),
          entry(
              new JobEvent.Deleted(1, JOB),
              "{\"type\":\"deleted\",\"v\":1,\"job\":7231894528001234}"));

  static final Account ACCOUNT =
      new Account(
          1,
          "acme",
          false,
          List.of(new AccountKey("at_abcdefgh", "c2FsdA==", "aGFzaA==", "ci", NOON)),
          new AccountLimits(10L, null, 2, null),
          880,
          120,
          2,
          NOON,
          NOON.plusSeconds(1));

  static final String ACCOUNT_JSON =
      "{\"v\":1,\"name\":\"acme\",\"unmetered\":false,\"keys\":[{\"id\":\"at_abcdefgh\","
          + "\"salt\":\"c2FsdA==\",\"hash\":\"aGFzaA==\",\"label\":\"ci\","
          + "\"createdAt\":\"2026-03-01T12:00:00Z\"}],"
          + "\"limits\":{\"rows\":10,\"concurrentUploads\":2},\"balance\":880,"
          + "\"reserved\":120,\"ledgerSequence\":2,\"createdAt\":\"2026-03-01T12:00:00Z\","
          + "\"updatedAt\":\"2026-03-01T12:00:01Z\"}";

  static final LedgerEntry ENTRY =
      new LedgerEntry(
          1, "acme", 2, LedgerEntry.Kind.RESERVED, -120, 120, 880, 120, JOB, null, NOON);

  static final String ENTRY_JSON =
      "{\"v\":1,\"account\":\"acme\",\"sequence\":2,\"kind\":\"reserved\","
          + "\"balanceChange\":-120,\"reservedChange\":120,\"balance\":880,\"reserved\":120,"
          + "\"job\":7231894528001234,\"at\":\"2026-03-01T12:00:00Z\"}";

  static final Map<AccountCommand, String> COMMANDS =
      Map.of(
          new AccountCommand.Add(1, "acme", "n-1", NOON, false, 1_000),
          "{\"type\":\"add\",\"v\":1,\"account\":\"acme\",\"nonce\":\"n-1\","
              + "\"at\":\"2026-03-01T12:00:00Z\",\"unmetered\":false,\"credits\":1000}",
          new AccountCommand.AddKey(1, "acme", "n-2", NOON, ACCOUNT.keys().getFirst()),
          "{\"type\":\"add_key\",\"v\":1,\"account\":\"acme\",\"nonce\":\"n-2\","
              + "\"at\":\"2026-03-01T12:00:00Z\",\"key\":{\"id\":\"at_abcdefgh\","
              + "\"salt\":\"c2FsdA==\",\"hash\":\"aGFzaA==\",\"label\":\"ci\","
              + "\"createdAt\":\"2026-03-01T12:00:00Z\"}}",
          new AccountCommand.RevokeKey(1, "acme", "n-3", NOON, "at_abcdefgh"),
          "{\"type\":\"revoke_key\",\"v\":1,\"account\":\"acme\",\"nonce\":\"n-3\","
              + "\"at\":\"2026-03-01T12:00:00Z\",\"keyId\":\"at_abcdefgh\"}",
          new AccountCommand.Credit(1, "acme", "n-4", NOON, -5, "error"),
          "{\"type\":\"credit\",\"v\":1,\"account\":\"acme\",\"nonce\":\"n-4\","
              + "\"at\":\"2026-03-01T12:00:00Z\",\"credits\":-5,\"note\":\"error\"}",
          new AccountCommand.Limit(1, "acme", "n-5", NOON, ACCOUNT.limits()),
          "{\"type\":\"limit\",\"v\":1,\"account\":\"acme\",\"nonce\":\"n-5\","
              + "\"at\":\"2026-03-01T12:00:00Z\",\"limits\":{\"rows\":10,"
              + "\"concurrentUploads\":2}}",
          new AccountCommand.Settle(1, "acme", "n-6", NOON, JOB, 100),
          "{\"type\":\"settle\",\"v\":1,\"account\":\"acme\",\"nonce\":\"n-6\","
              + "\"at\":\"2026-03-01T12:00:00Z\",\"job\":7231894528001234,\"charged\":100}",
          new AccountCommand.Resubmit(1, "acme", "n-7", NOON, SUBMISSION, "n-6"),
          "{\"type\":\"resubmit\",\"v\":1,\"account\":\"acme\",\"nonce\":\"n-7\","
              + "\"at\":\"2026-03-01T12:00:00Z\",\"submission\":"
              + SUBMISSION_JSON
              + ",\"freed\":\"n-6\"}");

  static final Map<AccountAnswer, String> ANSWERS =
      Map.of(
          new AccountAnswer(1, "acme", "n-1", null, null),
          "{\"v\":1,\"account\":\"acme\",\"nonce\":\"n-1\"}",
          new AccountAnswer(1, "acme", "n-1", AccountAnswer.ACCOUNT_EXISTS, "the name is taken"),
          "{\"v\":1,\"account\":\"acme\",\"nonce\":\"n-1\",\"code\":\"account_exists\","
              + "\"message\":\"the name is taken\"}");
}
