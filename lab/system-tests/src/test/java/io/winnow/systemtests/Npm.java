package io.winnow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Programs of npm's, for tests of what is not Java. */
public final class Npm {
  private Npm() {}

  /**
   * Copies a directory's files, and installs what its package-lock.json lists. Where there is no
   * npm that does, the test is skipped aloud, unless {@code -Dwinnow.node=required} says that there
   * must be one.
   *
   * @param from such as {@code src/test/resources/pardot}
   * @param place an empty directory
   * @param untested what is not tested without, for the message
   */
  public static void install(Path from, Path place, String untested)
      throws IOException, InterruptedException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
      for (Path file : files) {
        Files.copy(file, place.resolve(file.getFileName()));
      }
    }
    if (!installs(place)) {
      String missing =
          untested
              + " NOT TESTED: there is no npm here that installs; install nodejs and npm; "
              + place.resolve("npm.log");
      assertThat(System.getProperty("winnow.node", "")).as(missing).isNotEqualTo("required");
      System.err.println(missing);
      abort(missing);
    }
  }

  private static boolean installs(Path place) throws InterruptedException {
    try {
      Process npm =
          new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
              .directory(place.toFile())
              .redirectErrorStream(true)
              .redirectOutput(place.resolve("npm.log").toFile())
              .start();
      return npm.waitFor(2, TimeUnit.MINUTES) && npm.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
