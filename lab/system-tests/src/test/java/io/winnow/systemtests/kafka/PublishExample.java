package io.winnow.systemtests.kafka;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import io.winnow.contracts.publish.ListPublisher;
import io.winnow.contracts.publish.ListToPublish;
import io.winnow.contracts.publish.PublisherOptions;
import io.winnow.contracts.publish.RowSource;
import java.util.List;
import java.util.Map;

/** What docs/kafka.md shows, word for word. */
final class PublishExample {
  private PublishExample() {}

  static JobId publishCustomers(String bootstrapServers, String account) {
    // begin of the example
    List<List<String>> customers =
        List.of(
            List.of("1", "ada@example.com"),
            List.of("2", "no address"),
            List.of("3", "grace@example.org"));
    try (ListPublisher publisher =
        ListPublisher.open(
            Map.of("bootstrap.servers", bootstrapServers), PublisherOptions.of("crm-1"))) {
      return publisher.publish(
          ListToPublish.of(
              account,
              "customers.csv",
              Level.SYNTAX,
              List.of("id", "email"),
              1,
              "customers-2026-03",
              RowSource.of(customers)));
    }
    // end of the example
  }
}
