package io.winnow.bench;

import io.winnow.kit.http.HttpService;
import io.winnow.kit.http.HttpSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a download is compared with: the same HTTP server, in a process of its own, that copies the
 * sealed files of a job one after the other and knows nothing of them.
 */
final class PlainFiles implements AutoCloseable {
  private final Process process;
  private final String url;

  private PlainFiles(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * @param folder with the sealed files
   */
  static PlainFiles serve(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseParallelGC",
                "-cp",
                System.getProperty("java.class.path"),
                PlainFiles.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String url = out.readLine();
    if (url == null) {
      throw new IOException("the server of plain files did not start");
    }
    return new PlainFiles(process, url);
  }

  /** Where all files are, as one. */
  String url() {
    return url;
  }

  /** The process. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<Path> files = slices(Path.of(args[0]));
    HttpService service =
        HttpService.start(
            HttpSettings.of("127.0.0.1", 0),
            List.of(
                routes ->
                    routes.get(
                        "/all",
                        context -> {
                          context.res().setContentType("text/csv; charset=utf-8");
                          context.res().setContentLengthLong(bytes(files));
                          copy(files, context.res().getOutputStream());
                        })));
    System.out.println("http://127.0.0.1:" + service.port() + "/all");
    Thread.currentThread().join();
  }

  private static List<Path> slices(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(file -> file.toString().endsWith(".csv"))
          .sorted(Comparator.comparing(Path::toString))
          .forEach(files::add);
    }
    return files;
  }

  private static long bytes(List<Path> files) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static void copy(List<Path> files, OutputStream out) throws IOException {
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        in.transferTo(out);
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
