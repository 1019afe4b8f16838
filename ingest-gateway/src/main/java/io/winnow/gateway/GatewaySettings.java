package io.winnow.gateway;

import io.winnow.gateway.flow.FlowSettings;
import io.winnow.gateway.list.ListLimits;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import io.winnow.kit.smtp.SenderIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an operator can set about the gateway.
 *
 * @param spoolDirectory where lists are kept until their rows are on the topic
 * @param spoolReserve bytes to be left free on that disk
 * @param limits how large a list may be
 * @param id the gateway's name; empty when it is kept in the spool
 * @param transactionRows most rows in one transaction, at least 1
 * @param maxUnverifiedRows most rows on the topic without a verdict; 0 for no bound
 * @param admissionTimeout how long a client waits for its list to be admitted
 * @param smtp whether mail servers can be asked
 * @param flow bounds of uploads under way
 */
public record GatewaySettings(
    Path spoolDirectory,
    long spoolReserve,
    ListLimits limits,
    String id,
    int transactionRows,
    int maxUnverifiedRows,
    Duration admissionTimeout,
    boolean smtp,
    FlowSettings flow) {

  public static final Setting<Path> SPOOL_DIRECTORY =
      Setting.path(
          "winnow.spool.directory",
          "data/spool",
          "Where lists are kept until their rows are on the topic; one gateway has it alone.");
  public static final Setting<Long> SPOOL_MIN_FREE =
      Setting.bytes(
          "winnow.spool.min-free",
          "256 MiB",
          "Room to be left on the spool's disk; uploads that would use it are refused.");
  public static final Setting<Long> LIST_BYTES =
      Setting.bytes("winnow.limits.list-bytes", "10 GiB", "The largest list, packed and unpacked.");
  public static final Setting<Integer> ROWS =
      Setting.integer(
          "winnow.limits.rows",
          100_000_000,
          1,
          100_000_000,
          "Most rows of a list, header and blank lines not counted.");
  public static final Setting<Long> ROW_BYTES =
      Setting.bytes(
          "winnow.limits.row-bytes",
          "896 KiB",
          "The largest row, measured as it travels: JSON in UTF-8. With its verdict it has to fit"
              + " into the topics' max.message.bytes, 1 MiB unless that is raised as well.");
  public static final Setting<Integer> COLUMNS =
      Setting.integer("winnow.limits.columns", 1_000, 1, 10_000, "Most columns of a list.");
  public static final Setting<Integer> UNPACK_RATIO =
      Setting.integer(
          "winnow.limits.unpack-ratio",
          ListLimits.USUAL_UNPACK_RATIO,
          10,
          2_000,
          "Most bytes that one byte of an archive may unpack to, on the average, once they are more"
              + " than 16 MiB.");
  public static final Setting<String> ID =
      Setting.text(
          "winnow.gateway.id",
          "",
          "Names this gateway among others, in its transactional id. When empty, a name is drawn"
              + " once and kept in the spool.");
  public static final Setting<Integer> TRANSACTION_ROWS =
      Setting.integer(
          "winnow.gateway.transaction-rows",
          10_000,
          1,
          1_000_000,
          "Most rows put on the topic in one transaction; then it is another job's turn.");
  public static final Setting<Integer> MAX_UNVERIFIED_ROWS =
      Setting.integer(
          "winnow.gateway.max-unverified-rows",
          150_000,
          0,
          Integer.MAX_VALUE,
          "Most rows of this gateway's jobs on the topic without a verdict; 0 for no bound.");
  public static final Setting<Duration> ADMISSION_TIMEOUT =
      Setting.duration(
          "winnow.gateway.admission-timeout",
          "30 s",
          "How long an upload waits for its list to become a job.");

  /** All of them, for the docs. */
  public static final List<Setting<?>> ALL =
      List.of(
          SPOOL_DIRECTORY,
          SPOOL_MIN_FREE,
          LIST_BYTES,
          ROWS,
          ROW_BYTES,
          COLUMNS,
          UNPACK_RATIO,
          ID,
          TRANSACTION_ROWS,
          MAX_UNVERIFIED_ROWS,
          ADMISSION_TIMEOUT);

  private static final long LEAST_ROW_BYTES = 1 << 10;
  private static final long MOST_ROW_BYTES = 64 << 20;

  /**
   * @throws SettingsException when one of them is wrong
   */
  public static GatewaySettings from(Settings settings) {
    long rowBytes = settings.get(ROW_BYTES);
    if (rowBytes < LEAST_ROW_BYTES || rowBytes > MOST_ROW_BYTES) {
      throw new SettingsException(
          ROW_BYTES.key() + ": " + rowBytes + " bytes is not from 1 KiB to 64 MiB");
    }
    Duration admissionTimeout = settings.get(ADMISSION_TIMEOUT);
    if (admissionTimeout.isZero() || admissionTimeout.compareTo(Duration.ofHours(1)) > 0) {
      throw new SettingsException(
          ADMISSION_TIMEOUT.key() + ": " + admissionTimeout + " is not from 1 ms to 1 h");
    }
    return new GatewaySettings(
        settings.get(SPOOL_DIRECTORY),
        settings.get(SPOOL_MIN_FREE),
        new ListLimits(
            settings.get(LIST_BYTES),
            settings.get(ROWS),
            Math.toIntExact(rowBytes),
            settings.get(COLUMNS),
            settings.get(UNPACK_RATIO)),
        settings.get(ID),
        settings.get(TRANSACTION_ROWS),
        settings.get(MAX_UNVERIFIED_ROWS),
        admissionTimeout,
        SenderIdentity.from(settings).isPresent(),
        FlowSettings.from(settings));
  }
}
