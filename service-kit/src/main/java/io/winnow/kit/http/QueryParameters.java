package io.winnow.kit.http;

import io.javalin.http.Context;
import java.util.List;

/** What may stand behind the question mark of a URL. */
public final class QueryParameters {
  private QueryParameters() {}

  /**
   * Refuses parameters that a route does not know, so that a slip of the pen is not taken for the
   * default.
   *
   * @throws Problem naming the first unknown one and those that there are
   */
  public static void requireKnown(Context context, List<String> known) {
    for (String name : context.queryParamMap().keySet()) {
      if (!known.contains(name)) {
        throw Problem.of(
                400,
                "unknown_parameter",
                known.isEmpty()
                    ? "there is no parameter '%s'; this path takes none".formatted(name)
                    : "there is no parameter '%s'; this path takes %s"
                        .formatted(name, String.join(", ", known)))
            .with("parameter", name);
      }
    }
  }
}
