package io.winnow.verifier.directory;

import io.winnow.contracts.Level;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import io.winnow.kit.smtp.SenderIdentity;
import java.util.List;
import java.util.Optional;

/**
 * How directories are kept.
 *
 * @param enabled whether they are kept at all
 * @param level how far contacts' addresses are verified
 */
public record DirectorySettings(boolean enabled, Level level) {
  public static final Setting<Boolean> ENABLED =
      Setting.flag(
          "winnow.directory.enabled",
          true,
          "Whether contacts are kept, for the dialects that have some.");
  public static final Setting<Optional<Level>> LEVEL =
      new Setting<>(
          "winnow.directory.level",
          "one of syntax, dns, smtp",
          "",
          "How far the addresses of contacts are verified; by default as far as can be: smtp where"
              + " mail servers are asked, else dns.",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(Level.parse(text)));
  public static final List<Setting<?>> ALL = List.of(ENABLED, LEVEL);

  /**
   * @throws io.winnow.kit.settings.SettingsException when one of them is wrong
   */
  public static DirectorySettings from(Settings settings) {
    Level most = SenderIdentity.from(settings).isPresent() ? Level.SMTP : Level.DNS;
    return new DirectorySettings(settings.get(ENABLED), settings.get(LEVEL).orElse(most));
  }
}
