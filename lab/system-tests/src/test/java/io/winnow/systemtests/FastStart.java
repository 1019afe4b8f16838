package io.winnow.systemtests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The JVM's options of Winnow's processes, and an ahead-of-time cache of loaded and linked classes
 * as the launcher has one: these tests start dozens of processes, and half of what a start takes is
 * that. Made by a small run when the jars are others than those it was made from. Without one, as
 * where Winnow's modules are no jars but directories, processes start slower and are otherwise the
 * same.
 */
final class FastStart {
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx1g",
          "-XX:+UseParallelGC",
          "-XX:NewRatio=1",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final Path DIRECTORY = Path.of("target").toAbsolutePath();
  private static final Path CACHE = DIRECTORY.resolve("processes.aot");
  private static final Path MADE_OF = DIRECTORY.resolve("processes.aot.made-of");
  private static final List<String> JARS = entries(true);
  private static final List<String> OTHERS = entries(false);

  private FastStart() {}

  /** A JVM and its options, up to the name of the class. */
  static List<String> command() {
    List<String> command = new ArrayList<>(java());
    if (ready()) {
      command.add("-XX:AOTCache=" + CACHE);
      command.add("-Xlog:disable");
    }
    command.add("-cp");
    // a cache is of jars alone, the first ones
    List<String> classPath = new ArrayList<>(JARS);
    classPath.addAll(OTHERS);
    command.add(String.join(File.pathSeparator, classPath));
    return command;
  }

  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    return command;
  }

  private static List<String> entries(boolean jars) {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator, -1))
        .filter(entry -> Files.isRegularFile(Path.of(entry)) == jars)
        .toList();
  }

  private static synchronized boolean ready() {
    if (JARS.stream().noneMatch(jar -> jar.contains("standalone"))) {
      return false;
    }
    try {
      String wanted = madeOf();
      return isMadeOf(wanted) ? Files.exists(CACHE) : make(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException("the cache of classes cannot be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String madeOf() throws IOException {
    StringBuilder text = new StringBuilder(Runtime.version() + " " + OPTIONS + "\n");
    for (String jar : JARS) {
      text.append(jar).append(' ').append(Files.getLastModifiedTime(Path.of(jar))).append('\n');
    }
    return text.toString();
  }

  /** Also when it could not be made: that is not tried again. */
  private static boolean isMadeOf(String wanted) throws IOException {
    return Files.exists(MADE_OF) && Files.readString(MADE_OF).equals(wanted);
  }

  /** Only one process does it; another one does not wait for that. */
  private static boolean make(String wanted) throws IOException, InterruptedException {
    Files.createDirectories(DIRECTORY);
    try (FileChannel file =
            FileChannel.open(
                DIRECTORY.resolve("processes.aot.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      if (lock == null) {
        return false;
      }
      if (!isMadeOf(wanted)) {
        Files.deleteIfExists(MADE_OF);
        Files.deleteIfExists(CACHE);
        train();
        Files.writeString(MADE_OF, wanted);
      }
      return Files.exists(CACHE);
    }
  }

  private static void train() throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("winnow-train-");
    try {
      Path list = scratch.resolve("list.csv");
      Files.writeString(list, "email\na@x.own-mx.lab.test\nb@x.nxdomain.lab.test\nc\n");
      Path made = scratch.resolve("made.aot");
      List<String> command = new ArrayList<>(java());
      command.addAll(
          List.of("-XX:AOTCacheOutput=" + made, "-cp", String.join(File.pathSeparator, JARS)));
      command.addAll(
          List.of(
              "io.winnow.standalone.cli.Main",
              "verify",
              list.toString(),
              "--lab",
              "--level",
              "smtp"));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(DIRECTORY.resolve("processes.aot.log").toFile())
              .start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      } else if (Files.exists(made)) {
        Files.move(made, CACHE, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      try (Stream<Path> files = Files.walk(scratch)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
