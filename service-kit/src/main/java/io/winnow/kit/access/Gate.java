package io.winnow.kit.access;

import io.javalin.http.Context;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The check of a key that a dialect's route finds in the body, or makes of something else that its
 * clients send. Such a request comes to its route without a {@link Caller}.
 */
public final class Gate {
  private static final String ATTRIBUTE = Gate.class.getName();

  private final Function<@Nullable String, Caller> check;

  /**
   * @param check finds out whose key it is, counts the request, and throws what is to be told else
   */
  Gate(Function<@Nullable String, Caller> check) {
    this.check = check;
  }

  void attachTo(Context context) {
    context.attribute(ATTRIBUTE, this);
  }

  /** Whether it is not known yet on whose behalf a request is made. */
  static boolean isShut(Context context) {
    @Nullable Gate gate = context.attribute(ATTRIBUTE);
    return gate != null;
  }

  /**
   * On whose behalf a request is made, now that its key is known. A request whose key was in the
   * URL or a header has its caller already.
   *
   * @param key null when the request has none
   * @throws io.winnow.kit.http.Problem when nobody's key is that, or there are too many requests
   * @throws IllegalStateException when the server lacks its {@link AccessFilter}
   */
  public static Caller pass(Context context, @Nullable String key) {
    @Nullable Gate gate = context.attribute(ATTRIBUTE);
    if (gate != null) {
      Caller caller = gate.check.apply(key);
      context.attribute(ATTRIBUTE, null);
      caller.attachTo(context);
    }
    return Caller.of(context);
  }
}
