package io.winnow.bench;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactKey;
import io.winnow.kit.accounts.LocalAccount;
import io.winnow.kit.dialect.insideview.BulkJobIds;
import io.winnow.kit.dialect.insideview.ContactIds;
import io.winnow.kit.directory.DirectoryDesk;
import io.winnow.kit.kafka.KafkaClients;
import io.winnow.kit.settings.ServiceSettings;
import io.winnow.kit.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code winnow bench contacts}. */
@Command(
    name = "contacts",
    description = "How long a job of contacts' ids takes over a large directory, at level dns.",
    mixinStandardHelpOptions = true)
final class ContactsBench implements Callable<Integer> {
  private static final double GOAL_SECONDS = 5;

  @Mixin private final Outcome outcome = new Outcome();

  @Option(
      names = "--contacts",
      defaultValue = "1000000",
      description = "In the directory (default: ${DEFAULT-VALUE}).")
  private int contacts;

  @Option(
      names = "--ids",
      defaultValue = "10000",
      description = "Of one job (default: ${DEFAULT-VALUE}).")
  private int ids;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Jobs, one after the other (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--set", description = "Settings of the server, such as winnow.x.y=1.")
  private List<String> settings = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    return outcome.of(this::measure);
  }

  private void measure(Report report, Path directory) throws Exception {
    // the addresses are verified as far as it goes when jobs ask for it, which is measured
    List<String> all = new ArrayList<>(List.of("winnow.directory.level=syntax"));
    all.addAll(settings);
    try (Server server =
        Server.start(directory.resolve("data"), directory.resolve("server.log"), all, List.of())) {
      KafkaClients kafka =
          KafkaClients.from(
              Settings.of(Map.of(ServiceSettings.KAFKA_BOOTSTRAP_SERVERS.key(), server.kafka())));
      double loaded = load(kafka);
      report.put("loadedSeconds", loaded);
      report.say(
          "%,d contacts written and verified in %.0f s (%,.0f/s)",
          contacts, loaded, contacts / loaded);
      Random random = new Random(1);
      double longest = 0;
      for (int round = 0; round < rounds; round++) {
        double seconds = seconds(server, random);
        report.put("jobSeconds", seconds);
        longest = Math.max(longest, seconds);
      }
      report.put("longestSeconds", longest);
      report.say(
          "%,d ids over %,d contacts: joined, verified and finished in %.2f s (the longest of %d; at"
              + " most %.0f s are wanted)",
          ids, contacts, longest, rounds, GOAL_SECONDS);
    }
  }

  /** Writes the contacts and waits until all are there, and none waits for its verdict. */
  private double load(KafkaClients kafka) {
    long start = System.nanoTime();
    ContactsLoad.write(kafka, LocalAccount.NAME, contacts);
    try (DirectoryDesk desk = DirectoryDesk.at(kafka, Clock.systemUTC(), Duration.ofMinutes(10))) {
      desk.start();
      while (!verified(desk, contacts)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static boolean verified(DirectoryDesk desk, int id) {
    Optional<Contact> contact = desk.find(LocalAccount.NAME, ContactKey.id(id));
    return contact
        .filter(found -> found.verification().state() == Contact.State.CHECKED)
        .isPresent();
  }

  /** Makes a job of as many different contacts; how long it took until it was finished. */
  private double seconds(Server server, Random random) throws IOException, InterruptedException {
    ContactIds contactIds = new ContactIds("");
    String body =
        random
            .ints(1, contacts + 1)
            .distinct()
            .limit(ids)
            .mapToObj(id -> contactIds.of(LocalAccount.NAME, id))
            .collect(Collectors.joining("\n"));
    long start = System.nanoTime();
    String job = server.submitContacts(body);
    while (!server.statusOfContacts(job).equals("finished")) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long found = server.contactsFound(job);
    if (found != ids || job.length() != BulkJobIds.LENGTH) {
      throw new IOException("%d of %d contacts were found".formatted(found, ids));
    }
    return seconds;
  }
}
