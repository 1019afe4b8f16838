package io.winnow.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.lab.dns.DnsServerOptions;
import io.winnow.lab.smtp.SmtpOptions;
import io.winnow.lab.world.DomainKind;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.MailServer;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class LabWorldTest {
  private final World world = World.standard().onLoopback();

  @Test
  void theNameServerLeadsToTheMailServers() throws IOException {
    try (LabWorld lab = LabWorld.start()) {
      SimpleResolver resolver = new SimpleResolver(lab.dnsAddress());
      resolver.setTimeout(Duration.ofSeconds(5));
      Name host = Name.fromString("gmail-smtp-in.l.google.com.");
      Message answer = resolver.send(Message.newQuery(Record.newRecord(host, Type.A, DClass.IN)));
      String address = answer.getSection(Section.ANSWER).getFirst().rdataToString();

      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.ofLiteral(address), lab.smtpPort()), 5_000);
        assertThat(new String(socket.getInputStream().readNBytes(4), StandardCharsets.UTF_8))
            .isEqualTo("220 ");
      }
      assertThat(lab.record().operators()).containsExactly("google");
    }
  }

  @Test
  void everyMailHostHasAnAddressWhereItsServerIs() {
    Map<String, MailServer> servers = world.servers();

    for (MailKind kind : MailKind.values()) {
      for (int i = 0; i < 50; i++) {
        String domain = World.domain("acme-" + i, kind);
        assertThat(world.hostsOf(domain)).as(domain).isNotEmpty();
        assertThatServersAreThere(domain, servers);
      }
    }
    for (DomainKind kind : DomainKind.values()) {
      for (int i = 0; i < 50; i++) {
        assertThatServersAreThere(World.domain("acme-" + i, kind), servers);
      }
    }
    world.namedDomains().forEach(domain -> assertThatServersAreThere(domain, servers));
  }

  private void assertThatServersAreThere(String domain, Map<String, MailServer> servers) {
    for (String host : world.hostsOf(domain)) {
      assertThat(world.addressesOf(host))
          .as(host)
          .isNotEmpty()
          .allSatisfy(address -> assertThat(servers).containsEntry(address, world.serverOf(host)));
    }
  }

  @Test
  void addressesOfDifferentOperatorsAreDifferent() {
    Map<String, String> operatorByThirdOctet = new HashMap<>();

    world
        .servers()
        .forEach(
            (address, server) -> {
              String third = address.split("\\.", -1)[2];
              assertThat(operatorByThirdOctet.merge(third, server.operator(), (a, b) -> a))
                  .isEqualTo(server.operator());
            });

    assertThat(world.servers()).hasSizeBetween(200, 600);
    assertThat(world.servers().keySet()).allMatch(address -> address.startsWith("127.96."));
  }

  @Test
  void privateTargetsStayOutsideOfTheNetwork() {
    for (int i = 0; i < 200; i++) {
      for (String host : List.of("mail.", "backup.")) {
        assertThat(world.addressesOf(host + World.domain("acme-" + i, DomainKind.PRIVATE_MX)))
            .isNotEmpty()
            .noneMatch(address -> address.startsWith("127.96."));
      }
    }
  }

  @Test
  void theWorldWithoutMailServersHasItsOldAddresses() {
    assertThat(World.standard().addressesOf("mx1.mailharbor.example"))
        .allMatch(address -> address.matches("(198\\.51\\.100|203\\.0\\.113)\\..+"));
    assertThatIllegalStateException().isThrownBy(() -> World.standard().servers());
  }

  @Test
  void aTakenPortIsNamed() {
    try (LabWorld lab = LabWorld.start()) {
      SmtpOptions same = SmtpOptions.defaults().withPort(lab.smtpPort());

      assertThatThrownBy(() -> LabWorld.start(DnsServerOptions.defaults(), same).close())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("port " + lab.smtpPort());
    }
  }

  @Test
  void nothingOfItIsLeftWhenItIsClosed() throws IOException {
    LabWorld lab = LabWorld.start();
    String host = world.hostsOf("gmail.com").getFirst();
    InetSocketAddress address =
        new InetSocketAddress(
            InetAddress.ofLiteral(world.addressesOf(host).getFirst()), lab.smtpPort());
    try (Socket open = new Socket()) {
      open.connect(address, 5_000);
      assertThat(open.getInputStream().read()).isEqualTo('2');
      lab.close();

      assertThat(open.getInputStream().readAllBytes()).isNotNull();
      assertThatThrownBy(
              () -> {
                try (Socket socket = new Socket()) {
                  socket.connect(address, 1_000);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }
}
