package io.winnow.kit.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.ServiceSettings.LogFormat;
import io.winnow.kit.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets up the logs in code, which is much faster than looking for a file and parsing it: lines on
 * stderr, from Winnow at the level set, from libraries from {@code warn} on. An operator who wants
 * it otherwise gives a file of their own with {@code -Dlogback.configurationFile}; then nothing
 * here does anything.
 */
public final class Logging extends ContextAwareBase implements Configurator {
  private static final String OWN_FILE = "logback.configurationFile";
  private static final String WINNOW = "io.winnow";

  /** For the service loader of Logback, which calls {@link #configure(LoggerContext)}. */
  public Logging() {}

  /** Until the settings are known: text, at the default level. */
  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(OWN_FILE) != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    apply(context, Settings.of(Map.of()));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Logs as the operator has set it. */
  public static void configure(Settings settings) {
    if (System.getProperty(OWN_FILE) == null
        && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      apply(context, settings);
    }
  }

  /**
   * Sets from which weight on one logger logs, for instance to silence what is known to be noise.
   * The operator's own {@code winnow.log.levels} are stronger when they name that very logger.
   *
   * @param logger a class or a package
   * @param level such as {@code error}, or {@code off}
   */
  public static void level(String logger, String level) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
        && context.getObject(ownLevelOf(logger)) == null) {
      context.getLogger(logger).setLevel(Level.toLevel(level));
    }
  }

  private static void apply(LoggerContext context, Settings settings) {
    context.reset();
    context.setMaxCallerDataDepth(1);
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setContext(context);
    stderr.setName("stderr");
    stderr.setTarget("System.err");
    stderr.setEncoder(encoder(context, settings.get(ServiceSettings.LOG_FORMAT)));
    stderr.addFilter(new JobOfLine());
    stderr.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(stderr);
    root.setLevel(Level.WARN);
    context
        .getLogger(WINNOW)
        .setLevel(Level.toLevel(settings.get(ServiceSettings.LOG_LEVEL).name()));
    for (String assignment : settings.get(ServiceSettings.LOG_LEVELS)) {
      String[] loggerAndLevel = assignment.split("=", 2);
      context.getLogger(loggerAndLevel[0]).setLevel(Level.toLevel(loggerAndLevel[1]));
      context.putObject(ownLevelOf(loggerAndLevel[0]), loggerAndLevel[1]);
    }
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case TEXT -> text(context);
          case JSON -> json();
        };
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    TextLayout layout = new TextLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    return encoder;
  }

  private static Encoder<ILoggingEvent> json() {
    JsonEncoder encoder = new JsonEncoder();
    encoder.setWithContext(false);
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithArguments(false);
    encoder.setWithMessage(false);
    encoder.setWithFormattedMessage(true);
    return encoder;
  }

  private static String ownLevelOf(String logger) {
    return Logging.class.getName() + ".level." + logger;
  }
}
