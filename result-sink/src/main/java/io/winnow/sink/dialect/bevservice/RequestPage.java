package io.winnow.sink.dialect.bevservice;

import io.winnow.contracts.Job;
import io.winnow.kit.dialect.BevserviceStatus;
import io.winnow.kit.dialect.XmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of requests, counted as the vendor's framework counts: {@code from} and {@code to} are
 * positions of rows from 1, and null of a page without rows.
 */
record RequestPage(List<Job> data, boolean onlyIds, int page, int perPage, int total) {

  /** Holds the page, and counts the others. */
  static RequestPage of(Stream<Job> all, int page, int perPage, boolean onlyIds) {
    long first = (page - 1L) * perPage;
    List<Job> data = new ArrayList<>();
    int[] total = {0};
    all.forEachOrdered(
        job -> {
          if (total[0] >= first && total[0] < first + perPage) {
            data.add(job);
          }
          total[0]++;
        });
    return new RequestPage(List.copyOf(data), onlyIds, page, perPage, total[0]);
  }

  private String from() {
    return data.isEmpty() ? "null" : Long.toString((page - 1L) * perPage + 1);
  }

  private String to() {
    return data.isEmpty() ? "null" : Long.toString((page - 1L) * perPage + data.size());
  }

  private int lastPage() {
    return Math.max(1, (total + perPage - 1) / perPage);
  }

  String json() {
    String items =
        data.stream()
            .map(job -> onlyIds ? "{\"id\":" + job.id() + "}" : BevserviceStatus.json(job))
            .collect(Collectors.joining(",", "[", "]"));
    return ("{\"response\":{\"current_page\":%d,\"data\":%s,\"from\":%s,\"last_page\":%d,"
            + "\"per_page\":%d,\"to\":%s,\"total\":%d}}")
        .formatted(page, items, from(), lastPage(), perPage, to(), total);
  }

  String xml() {
    XmlText xml = XmlText.document().open("response");
    xml.element("current_page", Integer.toString(page)).open("data");
    for (Job job : data) {
      if (onlyIds) {
        xml.open("item").element("id", job.id().toString()).close();
      } else {
        BevserviceStatus.xml(job, xml);
      }
    }
    xml.close();
    nullable(xml, "from", from());
    xml.element("last_page", Integer.toString(lastPage()))
        .element("per_page", Integer.toString(perPage));
    nullable(xml, "to", to());
    return xml.element("total", Integer.toString(total)).close().toString();
  }

  private static void nullable(XmlText xml, String name, String value) {
    if (value.equals("null")) {
      xml.empty(name);
    } else {
      xml.element(name, value);
    }
  }
}
