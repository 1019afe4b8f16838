package io.winnow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.winnow.contracts.json.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls of batchUpsert with 50 prospects each, of which one is wrong. Their addresses overlap: each
 * is in four calls on the average, and each call leaves a field of its own with every prospect, so
 * that an update that is lost can be seen.
 */
final class ProspectCalls {
  static final int PROSPECTS = 50;
  private static final int CALLS_OF_AN_ADDRESS = 4;
  private static final int PAGE = 200;

  private final PardotGateways gateways;
  private final List<Map<String, Map<String, String>>> documents = new ArrayList<>();

  /** Names of the fields that each address has to have in the end. */
  private final Map<String, Set<String>> expected = new HashMap<>();

  /**
   * @param name begins the addresses and fields; each load has its own
   */
  ProspectCalls(PardotGateways gateways, String name, int calls, long seed) {
    this.gateways = gateways;
    Random random = new Random(seed);
    int addresses = Math.max(PROSPECTS, calls * PROSPECTS / CALLS_OF_AN_ADDRESS);
    for (int call = 0; call < calls; call++) {
      String field = name + "_call_" + call;
      Map<String, Map<String, String>> document = new LinkedHashMap<>();
      int wrongAt = random.nextInt(PROSPECTS);
      while (document.size() < PROSPECTS) {
        String address =
            document.size() == wrongAt
                ? wrong(call)
                : "%s.%d@x.own-mx.lab.test".formatted(name, random.nextInt(addresses));
        document.put(address, Map.of("first_name", "N" + call, field, "1"));
      }
      String wrong = wrong(call);
      document.keySet().stream()
          .filter(address -> !address.equals(wrong))
          .forEach(address -> expected.computeIfAbsent(address, _ -> new HashSet<>()).add(field));
      documents.add(document);
    }
  }

  private static String wrong(int call) {
    return "wrong " + call + "@";
  }

  /**
   * Sends all of them.
   *
   * @param callsPerSecond when they begin; 0 for all at once
   * @return how long each took since it was to begin, in seconds
   * @throws IllegalStateException when an answer is not what it should be
   */
  List<Double> run(double callsPerSecond) throws InterruptedException, ExecutionException {
    List<Future<Double>> running = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      for (int call = 0; call < documents.size(); call++) {
        int number = call;
        long begin = callsPerSecond == 0 ? start : start + (long) (call / callsPerSecond * 1e9);
        running.add(clients.submit(() -> once(number, begin)));
      }
    }
    List<Double> seconds = new ArrayList<>();
    for (Future<Double> call : running) {
      seconds.add(call.get());
    }
    return seconds;
  }

  private double once(int call, long begin) throws Exception {
    while (System.nanoTime() < begin) {
      LockSupport.parkNanos(begin - System.nanoTime());
    }
    HttpResponse<String> response = gateways.batchUpsert(call, documents.get(call));
    double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    String errors = "{\"%s\":\"Invalid prospect email address\"}".formatted(wrong(call));
    String told = Json.MAPPER.readTree(response.body()).path("errors").toString();
    require(told.equals(errors), "call %d was answered with %s".formatted(call, response.body()));
    return seconds;
  }

  /**
   * Looks at all contacts: each address once, with all that was written to it.
   *
   * @param others how many contacts there were before
   * @return how many there are
   * @throws IllegalStateException when one is there twice, is missing, or has lost something
   */
  long check(long others) throws Exception {
    Set<String> seen = new HashSet<>();
    long last = 0;
    long contacts = 0;
    while (true) {
      JsonNode result =
          Json.MAPPER
              .readTree(
                  gateways
                      .send(
                          0,
                          "query",
                          "output=bulk&limit=%d&id_greater_than=%d".formatted(PAGE, last))
                      .body())
              .path("result");
      JsonNode prospects = result.path("prospect");
      for (JsonNode prospect : prospects.isObject() ? List.of(prospects) : prospects) {
        long id = prospect.path("id").asLong();
        require(id > last, "the id " + id + " is there twice");
        last = id;
        contacts++;
        look(prospect, seen);
      }
      if (prospects.isMissingNode()) {
        break;
      }
    }
    require(
        seen.size() == expected.size() && contacts == others + expected.size(),
        "%d contacts with %d addresses, but %d were there before and %d written"
            .formatted(contacts, seen.size(), others, expected.size()));
    return contacts;
  }

  private void look(JsonNode prospect, Set<String> seen) {
    String address = prospect.path("email").asText();
    Set<String> fields = expected.get(address);
    if (fields == null) {
      return;
    }
    require(seen.add(address), address + " is there twice");
    Set<String> lost = new HashSet<>(fields);
    prospect.fieldNames().forEachRemaining(lost::remove);
    require(lost.isEmpty(), address + " has lost " + lost);
  }

  private static void require(boolean held, String otherwise) {
    if (!held) {
      throw new IllegalStateException(otherwise);
    }
  }
}
