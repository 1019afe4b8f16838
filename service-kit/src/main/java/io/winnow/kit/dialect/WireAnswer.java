package io.winnow.kit.dialect;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers of dialects, to the byte. */
public final class WireAnswer {
  private WireAnswer() {}

  /**
   * Sends a whole answer.
   *
   * @param contentType exactly as the dialect has it
   */
  public static void send(Context context, int status, String contentType, String body)
      throws IOException {
    HttpServletResponse response = context.res();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentLength(bytes.length);
    ExactType.put(response, contentType);
    response.getOutputStream().write(bytes);
  }
}
