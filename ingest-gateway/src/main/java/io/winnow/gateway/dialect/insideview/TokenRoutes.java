package io.winnow.gateway.dialect.insideview;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.LookupOptions.Form;
import io.winnow.gateway.http.FormParameters;
import io.winnow.kit.access.Caller;
import io.winnow.kit.access.Gate;
import io.winnow.kit.accounts.AccessTokens;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.insideview.Answers;
import io.winnow.kit.dialect.insideview.Document;
import io.winnow.kit.http.HttpRoutes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /Auth/login/v1/token}: a token for a key. The client's id is the account's name, its
 * secret is the key. The answer is XML, and JSON behind {@code .json}, whatever is accepted.
 */
public final class TokenRoutes implements HttpRoutes {
  private static final String PATH = "/Auth/login/v1/token";
  private static final String ROOT = "accessTokenDetails";

  /** Of a form, which has the key: no more than heads of requests may have. */
  private static final int MOST_BODY_BYTES = 8 << 10;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE, MMM dd, yyyy hh:mm:ss a 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final AccessTokens tokens;

  public TokenRoutes(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, context -> issue(context, Form.XML));
    routes.post(PATH + ".json", context -> issue(context, Form.JSON));
  }

  private void issue(Context context, Form form) {
    FormParameters given = FormParameters.of(context, MOST_BODY_BYTES);
    String grantType = required(context, given, "grantType");
    String clientId = required(context, given, "clientId");
    String secret = required(context, given, "clientSecret");
    if (!grantType.equals("cred")) {
      throw DialectError.of(
          400, "400-103", "Illegal values for the field: grantType should be cred.");
    }
    Caller caller = Gate.pass(context, secret);
    AccessTokens.Issued issued =
        tokens
            .issue(secret)
            .filter(_ -> caller.account().equals(clientId))
            .orElseThrow(
                () ->
                    DialectError.of(
                        401,
                        "401-2",
                        "Unauthorized Error - clientId and clientSecret do not belong together."));
    Document details =
        new Document()
            .with("accessToken", issued.text())
            .with("tokenType", "bearer")
            .with("expirationTime", time(issued.expiresAt()));
    context.contentType(Answers.contentType(form));
    context.result(
        switch (form) {
          case JSON -> "{\"" + ROOT + "\":" + details.json() + "}";
          case XML -> details.xml(ROOT);
        });
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  /** In the query, as the vendor documents it, or in a form. */
  private static String required(Context context, FormParameters given, String name) {
    List<String> values = context.queryParams(name);
    @Nullable String value = values.isEmpty() ? given.get(name) : values.getFirst();
    if (value == null || value.isEmpty()) {
      throw DialectError.of(
          400, "400-103", "Illegal values for the field: " + name + " is required.");
    }
    return value;
  }
}
