package io.winnow.sink.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.winnow.contracts.Reason;
import io.winnow.contracts.json.Json;
import io.winnow.kit.http.HttpRoutes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /} and {@code /assets}: the web page. Its files are few and small, so they are in memory,
 * and the list of them is what there is: no path leads anywhere else. A browser keeps them, and
 * asks each time whether they are still the same.
 */
public final class PageRoutes implements HttpRoutes {
  private static final String ASSETS = "/assets/";

  private static final List<String> FILES =
      List.of(
          "api.js",
          "dialogs.js",
          "dom.js",
          "downloads.js",
          "events.js",
          "format.js",
          "history.js",
          "icon.svg",
          "job.js",
          "key.js",
          "main.js",
          "picture.js",
          "preview.js",
          "problem.js",
          "rate.js",
          "rows.js",
          "start.js",
          "style.css",
          "text.js",
          "upload.js",
          "waits.js");

  /**
   * The page is made of files of this server alone, and makes no markup of text: a cell that says
   * {@code <script>} stays a cell, even if a line of the page were wrong.
   */
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self'",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'");

  private final PageFile index = PageFile.read("index.html");
  private final Map<String, PageFile> assets = new HashMap<>();

  public PageRoutes() {
    FILES.forEach(name -> assets.put(name, PageFile.read(name)));
    assets.put("reasons.js", PageFile.of("reasons.js", reasons()));
  }

  /** What the page knows of reasons is what the code knows. */
  private static String reasons() {
    Map<String, Map<String, String>> reasons = new LinkedHashMap<>();
    for (Reason reason : Reason.values()) {
      reasons.put(
          reason.wireName(),
          Map.of("status", reason.status().wireName(), "meaning", reason.meaning()));
    }
    try {
      return "export const REASONS = " + Json.MAPPER.writeValueAsString(reasons) + ";\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text can be written", e);
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/", context -> send(context, index));
    routes.get(ASSETS + "{file}", context -> send(context, asset(context.pathParam("file"))));
  }

  private PageFile asset(String name) {
    PageFile file = assets.get(name);
    if (file == null) {
      throw new NotFoundResponse("the page has no file of that name");
    }
    return file;
  }

  private static void send(Context context, PageFile file) {
    String encodings = context.header("Accept-Encoding");
    boolean packs = encodings != null && encodings.contains("gzip");
    String tag = "\"" + file.tag() + (packs ? "-gzip\"" : "\"");
    context.header("ETag", tag);
    context.header("Cache-Control", "no-cache");
    context.header("Vary", "Accept-Encoding");
    context.header("Content-Security-Policy", POLICY);
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    String known = context.header("If-None-Match");
    if (known != null && (known.contains(tag) || known.strip().equals("*"))) {
      context.status(304);
      return;
    }
    context.contentType(file.contentType());
    if (packs) {
      context.header("Content-Encoding", "gzip");
    }
    context.result(file.bytes(packs));
  }
}
