package io.winnow.sink.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.AccountLimits;
import io.winnow.contracts.JobId;
import io.winnow.contracts.Reason;
import io.winnow.contracts.SliceId;
import io.winnow.contracts.json.Json;
import io.winnow.kit.access.Caller;
import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import io.winnow.kit.settings.Settings;
import io.winnow.sink.fixtures.Samples;
import io.winnow.sink.jobs.JobViews;
import io.winnow.sink.limits.AtOnce;
import io.winnow.sink.results.Results;
import io.winnow.sink.slices.Disk;
import io.winnow.sink.slices.OpenFiles;
import io.winnow.sink.slices.OpenSlice;
import io.winnow.sink.slices.SealedFile;
import io.winnow.sink.slices.SinkId;
import io.winnow.sink.slices.SliceDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sink's HTTP interface over jobs and files that a test has in its hands. */
final class SinkServer implements AutoCloseable {
  final JobViews jobs = new JobViews();
  final SliceDirectory directory;
  final HttpService service;
  final AtOnce downloads;

  /** Who sends the next request. */
  volatile String account = "acme";

  private final HttpClient client = HttpClient.newHttpClient();

  SinkServer(Path root, int watchers) {
    this(root, new AtOnce.Bounds(watchers, watchers), new AtOnce.Bounds(100, 100), Map.of());
  }

  SinkServer(
      Path root, AtOnce.Bounds watchers, AtOnce.Bounds atOnce, Map<String, String> settings) {
    downloads = new AtOnce(AtOnce.Kind.DOWNLOADS, atOnce);
    Map<String, String> all = new HashMap<>(settings);
    all.put("winnow.http.port", "0");
    directory = new SliceDirectory(root, new SinkId("a"));
    service =
        HttpService.start(
            HttpSettings.from(Settings.of(all)),
            List.of(
                routes ->
                    routes.before(
                        context -> new Caller(account, AccountLimits.NONE).attachTo(context)),
                new JobRoutes(
                    jobs,
                    new Results(directory),
                    () -> true,
                    new AtOnce(AtOnce.Kind.WATCHERS, watchers),
                    downloads)));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }

  /** Headers are names and values in turns. */
  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return client.send(request(path, headers), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(String path, String... headers)
      throws IOException, InterruptedException {
    return client.send(request(path, headers), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpRequest request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return headers.length == 0 ? request.build() : request.headers(headers).build();
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  void seal(long job, int slice, String lines) throws IOException {
    SealedFile.write(
        directory,
        Disk.ofSystem(),
        new SliceId(new JobId(job), slice),
        out -> out.write(lines.getBytes(StandardCharsets.UTF_8)));
  }

  void file(long job, long row) throws IOException {
    try (OpenFiles files = new OpenFiles(directory, Disk.ofSystem(), 8)) {
      OpenSlice.load(directory, files, SliceId.ofRow(new JobId(job), row))
          .append(row, Reason.SMTP_NOT_CHECKED, false, Samples.bytes(job, row));
      files.write();
    }
  }

  @Override
  public void close() {
    service.close();
    client.close();
  }
}
