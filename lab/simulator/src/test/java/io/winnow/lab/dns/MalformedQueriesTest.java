package io.winnow.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.lab.world.World;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class MalformedQueriesTest {
  private static final int MILLIS_TO_BE_SURE_OF_SILENCE = 200;

  private final DnsServer server = DnsServer.start(World.standard(), DnsServerOptions.defaults());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void garbageAfterAHeaderGetsFormErrUnderItsId() throws IOException {
    byte[] garbage = new byte[20];
    Arrays.fill(garbage, (byte) 1);

    Message response = exchange(garbage);

    assertThat(response.getRcode()).isEqualTo(Rcode.FORMERR);
    assertThat(response.getHeader().getID()).isEqualTo(0x0101);
    assertThat(response.getHeader().getFlag(Flags.QR)).isTrue();
  }

  @Test
  void queryWithoutQuestionGetsFormErr() throws IOException {
    assertThat(exchange(new Message(7).toWire()).getRcode()).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void queryWithTwoQuestionsGetsFormErr() throws IOException {
    Message query = Client.query("acme.mx.lab.test", Type.MX);
    query.addRecord(question("other.mx.lab.test", DClass.IN), Section.QUESTION);

    assertThat(exchange(query.toWire()).getRcode()).isEqualTo(Rcode.FORMERR);
  }

  @Test
  void otherOperationsAreNotImplemented() throws IOException {
    Message query = Client.query("acme.mx.lab.test", Type.MX);
    query.getHeader().setOpcode(Opcode.NOTIFY);

    assertThat(exchange(query.toWire()).getRcode()).isEqualTo(Rcode.NOTIMP);
  }

  @Test
  void otherClassesAreRefused() throws IOException {
    Message query = Message.newQuery(question("acme.mx.lab.test", DClass.CH));

    assertThat(exchange(query.toWire()).getRcode()).isEqualTo(Rcode.REFUSED);
  }

  @Test
  void unknownEdnsVersionGetsBadVers() throws IOException {
    Message query = Client.query("acme.mx.lab.test", Type.MX);
    query.addRecord(new OPTRecord(1_232, 0, 1), Section.ADDITIONAL);

    assertThat(exchange(query.toWire()).getRcode()).isEqualTo(Rcode.BADVERS);
  }

  @Test
  void fragmentsAndResponsesAreDropped() throws IOException {
    Message response = Client.query("acme.mx.lab.test", Type.MX);
    response.getHeader().setFlag(Flags.QR);

    for (byte[] dropped : new byte[][] {{}, {1}, new byte[11], response.toWire()}) {
      try (DatagramSocket socket = connected()) {
        socket.setSoTimeout(MILLIS_TO_BE_SURE_OF_SILENCE);
        send(socket, dropped);

        assertThatThrownBy(() -> receive(socket)).isInstanceOf(SocketTimeoutException.class);
      }
    }
    assertThatTheServerLives();
  }

  @Test
  void mangledQueriesAreForeseen() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Responder responder =
        new Responder(World.standard(), new QuestionCounts(), DnsServerOptions.defaults());
    byte[] wire = queryWithEdns();

    for (int i = 0; i < 50_000; i++) {
      byte[] query = mangled(wire, random);

      Reply reply = responder.reply(query, Transport.UDP);

      if (reply != null) {
        assertThat(rcodeOf(reply))
            .as("seed %d, query %d: %s", seed, i, HexFormat.of().formatHex(query))
            .isNotEqualTo(Rcode.SERVFAIL);
      }
    }
  }

  @Test
  void serverAnswersOnAmidMangledQueries() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] wire = queryWithEdns();

    try (DatagramSocket socket = connected()) {
      for (int i = 0; i < 200; i++) {
        send(socket, mangled(wire, random));
        assertThatTheServerLives("seed " + seed);
      }
    }
  }

  @Test
  void anyNumberOfQueriesGoOverOneTcpConnectionInAnyPieces() throws IOException {
    byte[] query = Client.query("acme.own-mx.lab.test", Type.MX).toWire();
    try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      socket.setTcpNoDelay(true);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());

      out.writeByte(0);
      out.flush();
      out.writeByte(query.length);
      out.write(query, 0, 7);
      out.flush();
      out.write(query, 7, query.length - 7);
      out.writeShort(query.length);
      out.write(query);

      for (int i = 0; i < 2; i++) {
        byte[] reply = new byte[in.readUnsignedShort()];
        in.readFully(reply);
        assertThat(Client.exchangers(new Message(reply))).hasSize(1);
      }
    }
  }

  @Test
  void connectionWithAnAbsurdLengthIsClosed() throws IOException {
    try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      socket.getOutputStream().write(new byte[] {(byte) 0xFF, (byte) 0xFF, 1, 2, 3});

      assertThat(readToEnd(socket)).isZero();
    }
    assertThatTheServerLives();
  }

  private static int readToEnd(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes().length;
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
      return 0;
    }
  }

  private void assertThatTheServerLives(String... context) throws IOException {
    assertThat(Client.exchangers(new Client(server, Transport.TCP).ask("gmx.de", Type.MX)))
        .as(String.join(" ", context))
        .hasSize(2);
    assertThat(Client.exchangers(exchange(Client.query("gmx.de", Type.MX).toWire()))).hasSize(2);
  }

  private static byte[] queryWithEdns() throws IOException {
    Message query = Client.query("acme-123.multi-mx.lab.test", Type.MX);
    query.addRecord(new OPTRecord(1_232, 0, 0), Section.ADDITIONAL);
    return query.toWire();
  }

  private static int rcodeOf(Reply reply) {
    return reply.wire().get(3) & 0x0F;
  }

  private static byte[] mangled(byte[] wire, Random random) {
    byte[] mangled = Arrays.copyOf(wire, random.nextInt(wire.length + 8));
    for (int i = random.nextInt(6); i > 0 && mangled.length > 0; i--) {
      mangled[random.nextInt(mangled.length)] = (byte) random.nextInt();
    }
    return mangled;
  }

  private static Record question(String name, int dclass) throws IOException {
    return Record.newRecord(Name.fromString(name, Name.root), Type.MX, dclass);
  }

  private Message exchange(byte[] query) throws IOException {
    try (DatagramSocket socket = connected()) {
      socket.setSoTimeout(5_000);
      send(socket, query);
      return receive(socket);
    }
  }

  private DatagramSocket connected() throws IOException {
    DatagramSocket socket = new DatagramSocket();
    socket.connect(server.address());
    return socket;
  }

  private static void send(DatagramSocket socket, byte[] datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length));
  }

  private static Message receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
    socket.receive(packet);
    return new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
  }
}
