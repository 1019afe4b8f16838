package io.winnow.verifier.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.kit.settings.Settings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Name servers that deny every name, without the proof that RFC 2308 wants. */
class LostNameServerTest {

  @Test
  void aServerThatDeniesEvenTheRootIsNotBelieved() throws IOException {
    assertThat(route(false)).isEqualTo(new Route.Unanswered(DnsFailure.SERVER_FAILURE));
  }

  @Test
  void aServerThatKnowsTheRootIsBelievedWithoutProof() throws IOException {
    assertThat(route(true)).isEqualTo(new Route.DomainNotFound());
  }

  private static Route route(boolean knowsRoot) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> deny(socket, knowsRoot));
      MailExchangers exchangers =
          new MailExchangers(
              ResolveSettings.from(
                  Settings.of(Map.of("winnow.dns.servers", "127.0.0.1:" + socket.getLocalPort()))),
              Runnable::run);
      return exchangers.of("gmail.com").orTimeout(20, TimeUnit.SECONDS).join();
    }
  }

  private static void deny(DatagramSocket socket, boolean knowsRoot) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[1232], 1232);
        socket.receive(packet);
        Message question = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question.getQuestion(), Section.QUESTION);
        if (knowsRoot && question.getQuestion().getName().equals(Name.root)) {
          answer.addRecord(
              new NSRecord(Name.root, DClass.IN, 60, Name.fromConstantString("a.root.test.")),
              Section.ANSWER);
        } else {
          answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        byte[] bytes = answer.toWire();
        socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      // the test has closed the socket
    }
  }
}
