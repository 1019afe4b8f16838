package io.winnow.lab.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;

/** Asks a server as any stub resolver would. */
final class Client {
  private final SimpleResolver resolver;

  Client(DnsServer server, Transport transport) {
    resolver = new SimpleResolver(server.address());
    resolver.setTCP(transport == Transport.TCP);
    resolver.setIgnoreTruncation(true);
    resolver.setTimeout(Duration.ofSeconds(5));
  }

  SimpleResolver resolver() {
    return resolver;
  }

  Message ask(String name, int type) throws IOException {
    return resolver.send(query(name, type));
  }

  static Message query(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
  }

  /** The answer section's MX records, as "preference host" with the final dot. */
  static List<String> exchangers(Message response) {
    return response.getSection(Section.ANSWER).stream()
        .filter(MXRecord.class::isInstance)
        .map(Record::rdataToString)
        .toList();
  }

  static List<String> answers(Message response) {
    return response.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }
}
