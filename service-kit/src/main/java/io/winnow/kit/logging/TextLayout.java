package io.winnow.kit.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line for each event, such as {@code 2026-03-01 12:34:56.789 WARN HttpService: message}. What
 * stands on further lines is indented, and control characters are shown as {@code ?}, so that no
 * text from outside can pass for a line of the log.
 */
final class TextLayout extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    TIME.formatTo(event.getInstant(), line);
    line.append(' ').append(event.getLevel()).append(' ');
    String logger = event.getLoggerName();
    line.append(logger, logger.lastIndexOf('.') + 1, logger.length());
    appendMdc(line, event.getMDCPropertyMap());
    line.append(": ");
    appendHarmless(line, event.getFormattedMessage());
    line.append('\n');
    @Nullable IThrowableProxy failure = event.getThrowableProxy();
    if (failure != null) {
      line.append("    ");
      appendHarmless(line, ThrowableProxyUtil.asString(failure).stripTrailing());
      line.append('\n');
    }
    return line.toString();
  }

  private static void appendMdc(StringBuilder line, Map<String, String> mdc) {
    mdc.forEach(
        (key, value) -> {
          line.append(' ').append(key).append('=');
          appendHarmless(line, value);
        });
  }

  private static void appendHarmless(StringBuilder line, @Nullable String text) {
    if (text == null) {
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line.append("\n    ");
      } else if (c == '\t' || !Character.isISOControl(c)) {
        line.append(c);
      } else if (c != '\r') {
        line.append('?');
      }
    }
  }
}
