package io.winnow.gateway.http;

import io.winnow.gateway.list.ListFormat;
import io.winnow.kit.http.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What content types tell of a list. Archives and workbooks are known by their first bytes whatever
 * the type says, so a type only has to be one that somebody sends lists with.
 */
public final class ContentTypes {
  public static final String FORM = "multipart/form-data";

  private ContentTypes() {}

  /** The type without its parameters, in lower case; empty when there is none. */
  public static String bare(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int parameters = contentType.indexOf(';');
    String bare = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return bare.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * How text of that type is to be read; CSV for what is no text.
   *
   * @throws Problem when lists do not come as that
   */
  static ListFormat format(@Nullable String contentType) {
    return switch (bare(contentType)) {
      case "text/csv",
          "application/csv",
          "text/tab-separated-values",
          "application/octet-stream",
          "application/gzip",
          "application/x-gzip",
          "application/zip",
          "application/x-zip-compressed",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          // what Windows says of a .csv when it has a spreadsheet program
          "application/vnd.ms-excel" ->
          ListFormat.CSV;
      case "text/plain" -> ListFormat.LINES;
      case "application/json",
          "text/json",
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/jsonlines" ->
          ListFormat.JSON;
      default ->
          throw Problem.of(
              415,
              "unsupported_content_type",
              "content type '"
                  + (contentType == null ? "" : contentType)
                  + "' is not accepted; send text/csv, text/plain (one address per line),"
                  + " application/json, application/x-ndjson, an XLSX workbook, application/gzip,"
                  + " application/zip, application/octet-stream (found out by its content) or"
                  + " multipart/form-data");
    };
  }
}
