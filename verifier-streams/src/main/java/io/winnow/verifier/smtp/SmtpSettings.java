package io.winnow.verifier.smtp;

import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.settings.SettingsException;
import io.winnow.kit.smtp.SenderIdentity;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How mail servers are asked.
 *
 * @param identity who asks; without one no mail server is asked
 * @param port of all mail servers
 * @param timeouts of the phases
 * @param sessionDeadline for all that is said about one address, connecting included
 * @param startTls when connections are encrypted
 * @param egresses the ways out, at least one
 */
public record SmtpSettings(
    Optional<SmtpIdentity> identity,
    int port,
    Timeouts timeouts,
    Duration sessionDeadline,
    StartTls startTls,
    List<Egress> egresses) {

  private static final String DIRECT = "direct";

  public static final Setting<Integer> PORT =
      Setting.integer(
          "winnow.smtp.port", 25, 1, 65_535, "The port of mail servers; another for laboratories.");
  public static final Setting<Duration> CONNECT_TIMEOUT =
      time("winnow.smtp.connect-timeout", "10 s", "How long a connection may take to stand.");
  public static final Setting<Duration> BANNER_TIMEOUT =
      time(
          "winnow.smtp.banner-timeout",
          "30 s",
          "How long a mail server may take to greet; some are slow on purpose.");
  public static final Setting<Duration> REPLY_TIMEOUT =
      time(
          "winnow.smtp.reply-timeout",
          "30 s",
          "How long a mail server may take to answer a command.");
  public static final Setting<Duration> SESSION_DEADLINE =
      time(
          "winnow.smtp.session-deadline",
          "60 s",
          "How long all that is said about one address may take, connecting included.");
  public static final Setting<StartTls> STARTTLS =
      Setting.choice(
          "winnow.smtp.starttls",
          StartTls.OPPORTUNISTIC,
          "Whether connections are encrypted: when the server offers it, never, or always.");
  public static final Setting<List<Egress>> EGRESS =
      new Setting<>(
          "winnow.smtp.egress",
          "direct, or proxies such as socks5://user:password@proxy.example:1080, separated by"
              + " commas",
          DIRECT,
          "Ways out to mail servers. With several, each address always takes the same one.",
          SmtpSettings::parseEgress,
          true);
  public static final Setting<List<InetAddress>> SOURCE_ADDRESSES =
      new Setting<>(
          "winnow.smtp.source-addresses",
          "addresses such as 192.0.2.25 or 2001:db8::25, separated by commas",
          "",
          "Addresses of this machine that direct connections are made from, each a way out of its"
              + " own; empty for what the system chooses.",
          text -> items(text, InetAddress::ofLiteral));

  public static final List<Setting<?>> ALL =
      List.of(
          PORT,
          CONNECT_TIMEOUT,
          BANNER_TIMEOUT,
          REPLY_TIMEOUT,
          SESSION_DEADLINE,
          STARTTLS,
          EGRESS,
          SOURCE_ADDRESSES);

  public SmtpSettings {
    egresses = List.copyOf(egresses);
  }

  /**
   * @throws SettingsException when one of them is wrong, or they do not fit together
   */
  public static SmtpSettings from(Settings settings) {
    return new SmtpSettings(
        SenderIdentity.from(settings).map(SmtpIdentity::of),
        settings.get(PORT),
        new Timeouts(
            settings.get(CONNECT_TIMEOUT),
            settings.get(BANNER_TIMEOUT),
            settings.get(REPLY_TIMEOUT)),
        settings.get(SESSION_DEADLINE),
        settings.get(STARTTLS),
        egresses(settings));
  }

  private static List<Egress> egresses(Settings settings) {
    List<InetAddress> sources = settings.get(SOURCE_ADDRESSES);
    List<Egress> egresses = new ArrayList<>();
    for (Egress egress : settings.get(EGRESS)) {
      if (egress instanceof Egress.Direct && !sources.isEmpty()) {
        sources.forEach(source -> egresses.add(new Egress.From(source)));
      } else {
        egresses.add(egress);
      }
    }
    if (!sources.isEmpty() && egresses.stream().noneMatch(Egress.From.class::isInstance)) {
      throw new SettingsException(
          "%s is set, but nothing in %s is direct: add it, or leave the addresses out"
              .formatted(SOURCE_ADDRESSES.key(), EGRESS.key()));
    }
    return egresses.stream().distinct().toList();
  }

  private static Setting<Duration> time(String key, String defaultText, String description) {
    Setting<Duration> any = Setting.duration(key, defaultText, description);
    return new Setting<>(
        key,
        any.expected() + ", at least 1 ms",
        defaultText,
        description,
        text -> {
          Duration time = any.parser().apply(text);
          if (!time.isPositive()) {
            throw new IllegalArgumentException(text);
          }
          return time;
        });
  }

  private static List<Egress> parseEgress(String text) {
    List<Egress> egresses =
        items(text, item -> item.equals(DIRECT) ? new Egress.Direct() : Egress.Socks5.parse(item));
    return egresses.isEmpty() ? List.of(new Egress.Direct()) : egresses;
  }

  private static <T> List<T> items(String text, Function<String, T> parser) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .map(parser)
        .toList();
  }
}
