package io.winnow.verifier.admission;

import io.winnow.contracts.Account;
import io.winnow.kit.settings.Setting;
import io.winnow.kit.settings.Settings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How lists are admitted and paid for.
 *
 * @param open accounts that need neither be added nor have credits
 * @param refunds rows whose credits are given back
 */
public record AdmissionSettings(Set<String> open, Set<Refund> refunds) {
  private static final String NO_REFUND = "none";

  public static final Setting<Set<String>> OPEN =
      new Setting<>(
          "winnow.accounts.open",
          "account names separated by commas",
          "",
          "Accounts that need neither be added nor have credits; for laboratories.",
          AdmissionSettings::names);
  public static final Setting<Set<Refund>> REFUND =
      new Setting<>(
          "winnow.credits.refund",
          "some of unknown, cancelled, duplicate, separated by commas, or " + NO_REFUND,
          "unknown, cancelled, duplicate",
          "Rows whose credits are given back when their job ends: those without a definite verdict,"
              + " those that a cancelled job has not verified, repeated ones.",
          AdmissionSettings::refunds);
  public static final List<Setting<?>> ALL = List.of(OPEN, REFUND);

  public AdmissionSettings {
    open = Set.copyOf(open);
    refunds = Set.copyOf(refunds);
  }

  /**
   * @throws io.winnow.kit.settings.SettingsException when one of them is wrong
   */
  public static AdmissionSettings from(Settings settings) {
    return new AdmissionSettings(settings.get(OPEN), settings.get(REFUND));
  }

  private static Set<String> names(String text) {
    return parts(text).stream().map(Account::requireName).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<Refund> refunds(String text) {
    Set<Refund> refunds = EnumSet.noneOf(Refund.class);
    if (!text.strip().equals(NO_REFUND)) {
      parts(text).forEach(name -> refunds.add(refund(name)));
    }
    return refunds;
  }

  private static Refund refund(String name) {
    return Arrays.stream(Refund.values())
        .filter(refund -> refund.name().toLowerCase(Locale.ROOT).equals(name))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  private static Set<String> parts(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
