package io.winnow.gateway.dialect.pardot;

import io.winnow.gateway.http.FormParameters;
import io.winnow.kit.accounts.SessionKeys;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two keys of a request: in {@code Authorization: Pardot api_key=…, user_key=…}, in any order
 * and with any blanks, or as parameters.
 *
 * @param userKey null when it is missing
 * @param apiKey null when it is missing
 */
record Credentials(@Nullable String userKey, @Nullable String apiKey) {
  private static final Pattern SCHEME = Pattern.compile("(?i)\\s*pardot\\s+(.*)");
  private static final Pattern PAIR = Pattern.compile("(api_key|user_key)\\s*=\\s*\"?([^\\s,\"]*)");

  /**
   * Those of a request.
   *
   * @param authorization the header; null when there is none
   */
  static Credentials of(@Nullable String authorization, FormParameters parameters) {
    Matcher scheme = SCHEME.matcher(authorization == null ? "" : authorization);
    if (!scheme.matches()) {
      return new Credentials(parameters.filled("user_key"), parameters.filled("api_key"));
    }
    String userKey = null;
    String apiKey = null;
    Matcher pairs = PAIR.matcher(scheme.group(1));
    while (pairs.find()) {
      if (pairs.group(1).equals("api_key")) {
        apiKey = pairs.group(2);
      } else {
        userKey = pairs.group(2);
      }
    }
    return new Credentials(userKey, apiKey);
  }

  /** Whether the request has neither. */
  boolean missing() {
    return userKey == null && apiKey == null;
  }

  /** What is to be shown at the gate: a wrong key when these cannot be two good ones. */
  String presented() {
    String presented =
        userKey == null || apiKey == null ? null : SessionKeys.presented(userKey, apiKey);
    return presented == null ? "-" : presented;
  }
}
