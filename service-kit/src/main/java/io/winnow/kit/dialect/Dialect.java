package io.winnow.kit.dialect;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another product's API, spoken faithfully. A dialect owns the paths below its prefixes: whatever
 * goes wrong there is told in its own form, see {@link DialectErrors}.
 */
public enum Dialect {
  /** Loqate's Everything Location, batch and single. */
  LOQATE {
    @Override
    public @Nullable String key(Context context) {
      return context.queryParam("lqtkey");
    }
  },
  /** WhoisXML's Email Verification Bulk API; its key is in the body. */
  BEVSERVICE,
  /** Pardot's API, versions 3 and 4, of prospects; its routes read the credentials themselves. */
  PARDOT,
  /** InsideView's bulk jobs. */
  INSIDEVIEW {
    @Override
    public @Nullable String key(Context context) {
      return context.header("accessToken");
    }
  };

  /** Under which a request carries the form that its answers shall have, see {@link #answerIn}. */
  private static final String FORM = Dialect.class.getName() + ".form";

  /** The paths that are its own, with all that is below them. */
  public List<String> prefixes() {
    return switch (this) {
      case LOQATE -> List.of("/email");
      case BEVSERVICE -> List.of("/api/bevService");
      case PARDOT -> List.of("/api/prospect", "/api/login");
      case INSIDEVIEW -> List.of("/api/v1", "/Auth/login");
    };
  }

  /** Whose path that is; empty when it is Winnow's own. */
  public static Optional<Dialect> of(String path) {
    for (Dialect dialect : values()) {
      for (String prefix : dialect.prefixes()) {
        if (path.startsWith(prefix)
            && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
          return Optional.of(dialect);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The key of an account as it stands in the dialect's own place outside the body; null when it
   * has no such place, or nothing is there. A route that finds it in the body, or makes it of
   * something else, hands it to {@code io.winnow.kit.access.Gate}.
   */
  public @Nullable String key(Context context) {
    return null;
  }

  /** Says how a request's answers are to look, errors included, such as {@code json}. */
  public static void answerIn(Context context, String form) {
    context.attribute(FORM, form);
  }

  /** What {@link #answerIn} has said; null when it has not been called. */
  static @Nullable String form(WireRequest request) {
    return request.attribute(FORM) instanceof String form ? form : null;
  }
}
