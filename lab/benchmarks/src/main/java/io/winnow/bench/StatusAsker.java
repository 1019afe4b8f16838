package io.winnow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks how a job stands over one connection that stays open, in the thread that calls, as a program
 * in C would: on a machine whose cores are taken, each thread that hands on to another in the
 * client would wait for a core, and be measured with the server.
 */
final class StatusAsker implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final List<Double> answers = new ArrayList<>();
  private final List<Double> wakeUps = new ArrayList<>();
  private final Socket socket;
  private final InputStream in;
  private final byte[] request;

  /**
   * @param job its address
   */
  StatusAsker(String job) throws IOException {
    URI url = URI.create(job);
    socket = new Socket(url.getHost(), url.getPort());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
    request =
        ("GET " + url.getRawPath() + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** Asks once. */
  JsonNode ask() throws IOException {
    long asked = System.nanoTime();
    socket.getOutputStream().write(request);
    int length = bodyLength();
    byte[] body = in.readNBytes(length);
    answers.add((System.nanoTime() - asked) / 1e6);
    return Json.MAPPER.readTree(body);
  }

  /** Asks every 10 ms until the job has ended. */
  void askUntilCompleted() throws IOException {
    while (!isCompleted(ask())) {
      long slept = System.nanoTime();
      LockSupport.parkNanos(PAUSE_NANOS);
      wakeUps.add((System.nanoTime() - slept - PAUSE_NANOS) / 1e6);
    }
  }

  /** Milliseconds of the answers so far, which it forgets. */
  double[] takeAnswers() {
    return take(answers);
  }

  /** Milliseconds by which this thread was woken too late after each pause, which it forgets. */
  double[] takeWakeUps() {
    return take(wakeUps);
  }

  private static double[] take(List<Double> values) {
    double[] taken = values.stream().mapToDouble(Double::doubleValue).toArray();
    values.clear();
    return taken;
  }

  private static boolean isCompleted(JsonNode state) throws IOException {
    return switch (state.path("state").asText()) {
      case "completed" -> true;
      case "failed", "cancelled" -> throw new IOException("the job ended: " + state);
      default -> false;
    };
  }

  /** Reads the head; an answer that is no state has a length too. */
  private int bodyLength() throws IOException {
    int length = -1;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    if (length < 0) {
      throw new IOException("an answer without Content-Length");
    }
    return length;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
