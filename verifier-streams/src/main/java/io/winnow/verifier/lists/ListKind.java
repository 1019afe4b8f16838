package io.winnow.verifier.lists;

import io.winnow.verifier.screen.CommonDomain;
import io.winnow.verifier.screen.LocalPartRule;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A list, and how its lines are read.
 *
 * @param name also of its file, without {@code .txt} or {@code .txt.gz}
 * @param entry reads a line; throws IllegalArgumentException when it is wrong
 */
record ListKind<T>(String name, Function<String, T> entry) {

  static final ListKind<String> PUBLIC_SUFFIXES =
      new ListKind<>("public-suffixes", ListEntries::suffix);
  static final ListKind<String> ALLOWED_DOMAINS =
      new ListKind<>("allowed-domains", ListEntries::domain);
  static final ListKind<String> DISPOSABLE_DOMAINS =
      new ListKind<>("disposable-domains", ListEntries::domain);
  static final ListKind<String> DISPOSABLE_DOMAINS_AGGREGATED =
      new ListKind<>("disposable-domains-aggregated", ListEntries::domain);
  static final ListKind<String> DISPOSABLE_MAIL_HOSTS =
      new ListKind<>("disposable-mail-hosts", ListEntries::domain);
  static final ListKind<String> FREE_DOMAINS = new ListKind<>("free-domains", ListEntries::domain);
  static final ListKind<String> ROLE_LOCAL_PARTS =
      new ListKind<>("role-local-parts", ListEntries::localPart);
  static final ListKind<String> NO_REPLY_LOCAL_PARTS =
      new ListKind<>("no-reply-local-parts", ListEntries::localPartPattern);
  static final ListKind<CommonDomain> COMMON_DOMAINS =
      new ListKind<>("common-domains", ListEntries::common);
  static final ListKind<Map.Entry<String, String>> DOMAIN_TYPOS =
      new ListKind<>("domain-typos", ListEntries::typo);
  static final ListKind<LocalPartRule> PROVIDER_RULES =
      new ListKind<>("provider-rules", ListEntries::rule);

  /** Those that are loaded, in the order in which they are told of. */
  static List<ListKind<?>> loaded(DisposableChoice choice) {
    return List.of(
        ALLOWED_DOMAINS,
        COMMON_DOMAINS,
        disposable(choice),
        DISPOSABLE_MAIL_HOSTS,
        DOMAIN_TYPOS,
        FREE_DOMAINS,
        NO_REPLY_LOCAL_PARTS,
        PROVIDER_RULES,
        PUBLIC_SUFFIXES,
        ROLE_LOCAL_PARTS);
  }

  static ListKind<String> disposable(DisposableChoice choice) {
    return switch (choice) {
      case CURATED -> DISPOSABLE_DOMAINS;
      case AGGREGATED -> DISPOSABLE_DOMAINS_AGGREGATED;
    };
  }
}
