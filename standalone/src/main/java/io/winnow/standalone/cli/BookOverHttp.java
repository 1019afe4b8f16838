package io.winnow.standalone.cli;

import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.json.Json;
import io.winnow.gateway.admin.AdminResources;
import io.winnow.standalone.AdminAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts of a running server, by its admin API. */
final class BookOverHttp implements AccountBook {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final AdminAddress address;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  BookOverHttp(AdminAddress address) {
    this.address = address;
  }

  @Override
  public List<AdminResources.One> all() {
    return read(send("GET", "", null), AdminResources.Accounts.class).accounts();
  }

  @Override
  public void add(String name, boolean unmetered, long credits) {
    var _ = send("POST", "", new AdminResources.NewAccount(name, unmetered, credits));
  }

  @Override
  public AdminResources.Key addKey(String account, @Nullable String label) {
    return read(
        send("POST", "/" + encoded(account) + "/keys", new AdminResources.KeyWish(label)),
        AdminResources.Key.class);
  }

  @Override
  public void revokeKey(String account, String keyId) {
    var _ = send("DELETE", "/%s/keys/%s".formatted(encoded(account), encoded(keyId)), null);
  }

  @Override
  public void credit(String account, long credits, @Nullable String note) {
    var _ =
        send(
            "POST", "/" + encoded(account) + "/credits", new AdminResources.Credits(credits, note));
  }

  @Override
  public void limit(String account, AccountLimits limits) {
    var _ = send("PUT", "/" + encoded(account) + "/limits", limits);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private byte[] send(String method, String path, @Nullable Object body) {
    try {
      BodyPublisher content =
          body == null
              ? BodyPublishers.noBody()
              : BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body));
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(URI.create(address.url() + "/admin/v1/accounts" + path))
                  .timeout(TIMEOUT)
                  .header("Authorization", "Bearer " + address.token())
                  .header("Content-Type", "application/json")
                  .method(method, content)
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() >= 300) {
        throw refused(response);
      }
      return response.body();
    } catch (IOException e) {
      throw CommandFailure.badInput(
          "the server at %s does not answer; see whether it runs".formatted(address.url()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted", e);
    }
  }

  private static CommandFailure refused(HttpResponse<byte[]> response) throws IOException {
    String detail = Json.MAPPER.readTree(response.body()).path("detail").asText();
    return CommandFailure.badInput(detail, new IOException("status " + response.statusCode()));
  }

  private <T> T read(byte[] body, Class<T> type) {
    try {
      return Json.MAPPER.readValue(body, type);
    } catch (IOException e) {
      throw CommandFailure.failed(
          "the server at %s does not answer as Winnow does".formatted(address.url()), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
