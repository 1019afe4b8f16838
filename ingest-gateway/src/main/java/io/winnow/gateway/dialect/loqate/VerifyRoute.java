package io.winnow.gateway.dialect.loqate;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.winnow.contracts.AddressVerified;
import io.winnow.contracts.Level;
import io.winnow.contracts.Reason;
import io.winnow.contracts.RowOptions;
import io.winnow.gateway.http.CheckDoor;
import io.winnow.gateway.http.ContentTypes;
import io.winnow.gateway.http.FormParameters;
import io.winnow.kit.access.Gate;
import io.winnow.kit.dialect.BoundedJson;
import io.winnow.kit.dialect.DialectError;
import io.winnow.kit.dialect.JsonText;
import io.winnow.kit.dialect.LoqateJob;
import io.winnow.kit.dialect.LoqateVerdict;
import io.winnow.kit.dialect.MalformedInput;
import io.winnow.kit.dialect.Seen;
import io.winnow.kit.dialect.WireAnswer;
import io.winnow.kit.dialect.XmlText;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code GET|POST /email/verify}: one address while the client waits. */
final class VerifyRoute {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int MOST_CHARACTERS = 1_000;

  /** Of a body, which may have the key: no more than heads of requests may have. */
  private static final int MOST_BODY_BYTES = 8 << 10;

  private static final BoundedJson JSON = new BoundedJson(MOST_BODY_BYTES);

  private final CheckDoor checks;
  private final Level level;

  VerifyRoute(CheckDoor checks, Level level) {
    this.checks = checks;
    this.level = level;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/email/verify", this::verify);
    routes.post("/email/verify", this::verify);
  }

  /** What is asked: in the URL, in a form or in JSON. */
  private record Asked(@Nullable String key, @Nullable String email, boolean xml) {}

  private void verify(Context context) throws IOException {
    Asked asked = asked(context);
    Gate.pass(context, asked.key);
    String email = asked.email;
    if (email == null || email.isBlank()) {
      throw DialectError.of(400, "No email: send the address as email=ADDRESS");
    }
    if (email.length() > MOST_CHARACTERS) {
      throw DialectError.of(400, "The email is longer than 1,000 characters");
    }
    AddressVerified verified =
        checks.check(context, email, level, RowOptions.PLAIN, LONGEST_WAIT).verified();
    LoqateVerdict verdict =
        LoqateVerdict.of(
            verified == null
                ? new Seen(Reason.SMTP_TIMEOUT, Set.of(), false)
                : Seen.of(verified.verdict()));
    answer(context, email, verdict, asked.xml);
  }

  private static Asked asked(Context context) throws IOException {
    String json = ContentTypes.bare(context.contentType());
    if (!json.equals("application/json")) {
      FormParameters form = FormParameters.of(context, MOST_BODY_BYTES);
      return new Asked(
          form.get(LoqateRoutes.KEY),
          either(context.queryParam("email"), form.get("email")),
          isXml(context, form.get("format")));
    }
    try {
      JsonNode body = JSON.tree(context.req().getInputStream());
      return new Asked(
          body.path(LoqateRoutes.KEY).textValue(),
          either(context.queryParam("email"), body.path("email").textValue()),
          isXml(context, body.path("format").textValue()));
    } catch (MalformedInput e) {
      throw DialectError.of(400, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isXml(Context context, @Nullable String format) {
    @Nullable String said = either(context.queryParam("format"), format);
    @Nullable String accept = context.header("Accept");
    return said == null
        ? accept != null
            && accept.contains("xml")
            && !accept.contains("json")
            && !accept.contains("html")
        : said.equals("xml");
  }

  private static @Nullable String either(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }

  private static void answer(Context context, String email, LoqateVerdict verdict, boolean xml)
      throws IOException {
    String domain = LoqateVerdict.hostDomain(email);
    @Nullable String secondary = verdict.secondaryStatus();
    if (xml) {
      XmlText text = XmlText.document().open("response").element("Status", "OK").open("email");
      text.element("email", email)
          .element("host_domain", domain)
          .element("email_status", verdict.emailStatus());
      if (secondary != null) {
        text.element("secondary_status", secondary);
      }
      WireAnswer.send(
          context, 200, "application/xml; charset=utf8", text.close().close().toString());
      return;
    }
    String more = secondary == null ? "" : ",\"secondary_status\":" + JsonText.string(secondary);
    LoqateJob.json(
        context,
        "email",
        "[{\"email\":%s,\"host_domain\":%s,\"email_status\":%s%s}]"
            .formatted(
                JsonText.string(email),
                JsonText.string(domain),
                JsonText.string(verdict.emailStatus()),
                more));
  }
}
