package io.winnow.verifier.resolve;

import io.winnow.kit.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A name server that knows a few names by their addresses and exchangers, and counts what it is
 * asked.
 */
final class ScriptedDns implements AutoCloseable {
  private static final String FAILS = "servfail";

  private final DatagramSocket socket;
  private final Map<String, List<String>> records;
  private final ConcurrentMap<String, Integer> asked = new ConcurrentHashMap<>();

  /**
   * @param records by name and type, such as {@code mx.example A}: addresses, or exchangers such as
   *     {@code 10 mx.example}; {@code servfail} among them fails the question; a name without any
   *     does not exist
   */
  ScriptedDns(Map<String, List<String>> records) throws IOException {
    this.records = records;
    this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  /** How often, such as {@code mx.example AAAA}. */
  int asked(String question) {
    return asked.getOrDefault(question, 0);
  }

  MailExchangers exchangers(Map<String, String> settings) {
    return new MailExchangers(
        ResolveSettings.from(
            Settings.of(Map.of("winnow.dns.servers", "127.0.0.1:" + socket.getLocalPort()))
                .with(settings)),
        Runnable::run);
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[1232], 1232);
        socket.receive(packet);
        byte[] answer =
            answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength()))).toWire();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Message answer(Message query) throws TextParseException {
    Record question = query.getQuestion();
    Name name = question.getName();
    String host = name.toString(true);
    String key = host + " " + Type.string(question.getType());
    asked.merge(key, 1, Integer::sum);
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(question, Section.QUESTION);
    List<String> found = records.getOrDefault(key, List.of());
    if (found.contains(FAILS)) {
      answer.getHeader().setRcode(Rcode.SERVFAIL);
      return answer;
    }
    for (String text : found) {
      answer.addRecord(
          question.getType() == Type.MX
              ? exchanger(name, text)
              : address(name, InetAddress.ofLiteral(text)),
          Section.ANSWER);
    }
    if (found.isEmpty()) {
      boolean exists =
          Stream.of("A", "AAAA", "MX").anyMatch(type -> records.containsKey(host + " " + type));
      answer.getHeader().setRcode(exists ? Rcode.NOERROR : Rcode.NXDOMAIN);
      answer.addRecord(
          new SOARecord(name, DClass.IN, 60, name, name, 1, 60, 60, 60, 60), Section.AUTHORITY);
    }
    return answer;
  }

  private static Record exchanger(Name name, String text) throws TextParseException {
    int space = text.indexOf(' ');
    return new MXRecord(
        name,
        DClass.IN,
        300,
        Integer.parseInt(text.substring(0, space)),
        Name.fromString(text.substring(space + 1) + "."));
  }

  private static Record address(Name name, InetAddress address) {
    return address.getAddress().length == 4
        ? new ARecord(name, DClass.IN, 300, address)
        : new AAAARecord(name, DClass.IN, 300, address);
  }

  @Override
  public void close() {
    socket.close();
  }
}
