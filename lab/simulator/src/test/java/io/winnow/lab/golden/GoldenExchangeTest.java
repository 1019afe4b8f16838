package io.winnow.lab.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class GoldenExchangeTest {
  private static final String REQUEST =
      "# [DOC] 1.1: a sample\n>>>\nPOST /{{where}} HTTP/1.1\nContent-Length: {{length}}\n\na␍\nb\n<<<\n";

  @TempDir Path directory;

  /** Plays an exchange against a server that says that, whatever it is sent. */
  private GoldenExchange.Played played(String file, String said) throws Exception {
    Files.writeString(directory.resolve("sample.http"), file);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> sent = CompletableFuture.supplyAsync(() -> serve(server, said));
      GoldenExchange.Played played =
          GoldenExchange.in(directory)
              .getFirst()
              .play(server.getLocalPort(), Map.of("where", "there"));
      assertThat(sent.get())
          .isEqualTo(
              "POST /there HTTP/1.1\r\nContent-Length: 4\r\nConnection: close\r\n\r\na\r\nb");
      return played;
    }
  }

  private static String serve(ServerSocket server, String said) {
    try (Socket socket = server.accept()) {
      byte[] got = socket.getInputStream().readNBytes(66);
      socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
      return new String(got, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theSameBytesAreEqualAndStarsStandForAnything() throws Exception {
    GoldenExchange.Played played =
        played(
            REQUEST + "HTTP/1.1 200 OK\nDate: {{*}}\n\n{{where}}␍\n\n",
            "HTTP/1.1 200 OK\r\nDate: today\r\n\r\nthere\r\n");

    assertThat(played.actual()).isEqualTo(played.expected());
  }

  @Test
  void chunksAreTakenAway() throws Exception {
    GoldenExchange.Played played =
        played(
            REQUEST + "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nabcde\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n");

    assertThat(played.actual()).isEqualTo(played.expected());
  }

  @Test
  void anotherLineEndIsAnother() throws Exception {
    GoldenExchange.Played played =
        played(REQUEST + "HTTP/1.1 200 OK\n\nx\n\n", "HTTP/1.1 200 OK\r\n\r\nx\r\n");

    assertThat(played.actual()).isNotEqualTo(played.expected());
  }

  @Test
  void anExchangeCitesTheReference() throws Exception {
    Path file = directory.resolve("sample.http");
    Files.writeString(file, REQUEST.replace("[DOC] 1.1", "a sample") + "HTTP/1.1 200 OK\n\n\n");

    assertThatThrownBy(() -> GoldenExchange.read(file)).hasMessageContaining("no exchange");
  }
}
