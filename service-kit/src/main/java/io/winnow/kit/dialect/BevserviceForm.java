package io.winnow.kit.dialect;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an answer of the bulk API is written. */
public enum BevserviceForm {
  JSON("application/json"),
  XML("application/xml; charset=utf-8"),
  CSV("text/csv; charset=utf-8");

  /** Those of calls whose answers are no tables. */
  public static final List<BevserviceForm> OF_DOCUMENTS = List.of(JSON, XML);

  /** Those of tables, in the order of the documentation. */
  public static final List<BevserviceForm> OF_TABLES = List.of(JSON, XML, CSV);

  private final String contentType;

  BevserviceForm(String contentType) {
    this.contentType = contentType;
  }

  /** Exactly as it is sent. */
  public String contentType() {
    return contentType;
  }

  /** As clients name it. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws DialectError when there is none of that name among those allowed
   */
  public static BevserviceForm parse(String name, List<BevserviceForm> allowed) {
    return allowed.stream()
        .filter(form -> form.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                DialectError.of(
                    400,
                    allowed.stream()
                        .map(BevserviceForm::wireName)
                        .collect(
                            Collectors.joining(
                                ", ",
                                "The format field should have one of the following values: ",
                                "."))));
  }
}
