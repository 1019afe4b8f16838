package io.winnow.kit.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The settings that every service process understands. */
public final class ServiceSettings {
  private ServiceSettings() {}

  /** How log lines are written. */
  public enum LogFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line, for programs. */
    JSON
  }

  /** From which weight on something is logged. */
  public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  public static final Setting<String> HTTP_HOST =
      Setting.text(
          "winnow.http.host",
          "127.0.0.1",
          "The address to listen on; 0.0.0.0 for all of the machine's.");

  public static final Setting<Integer> HTTP_PORT =
      Setting.integer(
          "winnow.http.port", 8080, 0, 65_535, "The port to listen on; 0 for any free one.");

  public static final Setting<Duration> HTTP_IDLE_TIMEOUT =
      Setting.duration(
          "winnow.http.idle-timeout",
          "60 s",
          "How long a connection may stand still before it is closed.");

  public static final Setting<Duration> HTTP_STOP_TIMEOUT =
      Setting.duration(
          "winnow.http.stop-timeout",
          "10 s",
          "How long running requests may take to finish when the process stops.");

  public static final Setting<Path> HTTP_TLS_CERTIFICATE =
      Setting.path(
          "winnow.http.tls.certificate",
          "",
          "PEM file with the server's certificate and those that lead to its root; with it, the server speaks HTTPS alone.");

  public static final Setting<Path> HTTP_TLS_KEY =
      Setting.path(
          "winnow.http.tls.private-key",
          "",
          "PEM file with the key of that certificate, in PKCS #8 without a password.");

  public static final Setting<LogFormat> LOG_FORMAT =
      Setting.choice("winnow.log.format", LogFormat.TEXT, "How log lines are written.");

  public static final Setting<LogLevel> LOG_LEVEL =
      Setting.choice(
          "winnow.log.level",
          LogLevel.INFO,
          "From which weight on Winnow logs; libraries log from warn on.");

  public static final Setting<List<String>> LOG_LEVELS =
      logLevels("winnow.log.levels", "Levels of single loggers, such as org.apache.kafka=info.");

  public static final Setting<String> KAFKA_BOOTSTRAP_SERVERS =
      bootstrapServers("winnow.kafka.bootstrap.servers", "Where to find the Kafka cluster.");

  public static final Setting<Integer> TOPIC_PARTITIONS =
      Setting.integer(
          "winnow.topics.partitions",
          12,
          1,
          1_000,
          "Partitions of the topics of rows: the most processes and threads that share the work. "
              + "Cannot be changed later.");

  public static final Setting<Integer> JOB_PARTITIONS =
      Setting.integer(
          "winnow.topics.job-partitions",
          6,
          1,
          1_000,
          "Partitions of the topics of jobs. Cannot be changed later.");

  public static final Setting<Integer> REPLICATION_FACTOR =
      Setting.integer(
          "winnow.topics.replication-factor",
          3,
          1,
          32,
          "Brokers that hold each record. With 1, a lost disk loses jobs.");

  public static final Setting<Duration> TOPICS_TIMEOUT =
      Setting.duration(
          "winnow.topics.timeout",
          "60 s",
          "How long to wait for the Kafka cluster and its topics at start.");

  /** All of them, in the order of the docs. */
  public static final List<Setting<?>> ALL =
      List.of(
          HTTP_HOST,
          HTTP_PORT,
          HTTP_IDLE_TIMEOUT,
          HTTP_STOP_TIMEOUT,
          HTTP_TLS_CERTIFICATE,
          HTTP_TLS_KEY,
          KAFKA_BOOTSTRAP_SERVERS,
          TOPIC_PARTITIONS,
          JOB_PARTITIONS,
          REPLICATION_FACTOR,
          TOPICS_TIMEOUT,
          LOG_FORMAT,
          LOG_LEVEL,
          LOG_LEVELS);

  private static Setting<String> bootstrapServers(String key, String description) {
    Pattern server = Pattern.compile("\\S+:\\d{1,5}");
    return new Setting<>(
        key,
        "host:port, several separated by commas",
        "localhost:9092",
        description,
        text -> {
          for (String item : text.split(",", -1)) {
            if (!server.matcher(item.strip()).matches()) {
              throw new IllegalArgumentException(item);
            }
          }
          return text;
        });
  }

  private static Setting<List<String>> logLevels(String key, String description) {
    Pattern assignment =
        Pattern.compile("[\\w.$]+=(error|warn|info|debug|trace|off)", Pattern.CASE_INSENSITIVE);
    return new Setting<>(
        key,
        "logger=level, several separated by commas",
        "",
        description,
        text -> {
          List<String> items =
              Arrays.stream(text.split(",", -1))
                  .map(String::strip)
                  .filter(item -> !item.isEmpty())
                  .toList();
          for (String item : items) {
            if (!assignment.matcher(item).matches()) {
              throw new IllegalArgumentException(item);
            }
          }
          return items;
        });
  }
}
