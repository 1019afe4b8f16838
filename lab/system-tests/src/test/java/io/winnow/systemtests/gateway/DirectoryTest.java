package io.winnow.systemtests.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.winnow.contracts.Contact;
import io.winnow.contracts.ContactFault;
import io.winnow.contracts.ContactFilter;
import io.winnow.contracts.ContactKey;
import io.winnow.contracts.ContactResult;
import io.winnow.contracts.ContactWrite;
import io.winnow.contracts.Status;
import io.winnow.kit.accounts.AccountFeeds;
import io.winnow.kit.accounts.AccountsView;
import io.winnow.kit.accounts.Keys;
import io.winnow.kit.directory.DirectoryDesk;
import io.winnow.kit.directory.DirectoryQuery;
import io.winnow.kit.kafka.TopicFollower;
import io.winnow.verifier.directory.DirectorySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contacts over a broker: two desks that write the same addresses at once, and a restart. */
class DirectoryTest {
  private static final int WRITERS = 8;
  private static final int CALLS = 30;
  private static final int OF_A_CALL = 10;
  private static final int PEOPLE = 60;
  private static final int CREDITS = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final long seed = new Random().nextLong();

  /** The last value that each writer was told is written, by writer and address. */
  private final Map<String, Integer> told = new ConcurrentHashMap<>();

  @Test
  void noContactIsThereTwiceAndNoUpdateIsLostThroughARestart()
      throws IOException, InterruptedException, ExecutionException {
    try (Cluster cluster =
            Cluster.start(
                directory,
                Map.of(
                    DirectorySettings.ENABLED.key(), "true",
                    DirectorySettings.LEVEL.key(), "syntax"));
        DirectoryDesk one = desk(cluster);
        DirectoryDesk other = desk(cluster)) {
      cluster.desk().add("acme", false, CREDITS);
      one.start();
      other.start();
      CountDownLatch half = new CountDownLatch(WRITERS * CALLS / 2);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
          int writer = i;
          DirectoryDesk desk = i % 2 == 0 ? one : other;
          writers.add(threads.submit(() -> write(desk, writer, half)));
        }
        assertThat(half.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        cluster.stopVerifier();
        cluster.startVerifier();
        for (Future<?> writer : writers) {
          writer.get();
        }
      }

      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  all(other).stream()
                      .allMatch(
                          contact -> contact.verification().state() == Contact.State.CHECKED));
      List<Contact> contacts = all(one);
      assertThat(contacts)
          .as("seed %d", seed)
          .extracting(contact -> contact.email().toLowerCase(Locale.ROOT))
          .doesNotHaveDuplicates();
      assertThat(contacts).extracting(Contact::id).doesNotHaveDuplicates();
      for (Contact contact : contacts) {
        for (int writer = 0; writer < WRITERS; writer++) {
          Integer last = told.get(writer + contact.email().toLowerCase(Locale.ROOT));
          assertThat(contact.fields().get("w" + writer))
              .as("seed %d: what writer %d wrote last to %s", seed, writer, contact.email())
              .isEqualTo(last == null ? null : String.valueOf(last));
        }
      }
      assertPaid(cluster, contacts);
    }
  }

  private static DirectoryDesk desk(Cluster cluster) {
    return DirectoryDesk.at(cluster.kafka(), Clock.systemUTC(), PATIENCE);
  }

  private void write(DirectoryDesk desk, int writer, CountDownLatch calls) {
    Random random = new Random(seed + writer);
    for (int call = 0; call < CALLS; call++) {
      List<ContactWrite> writes = new ArrayList<>();
      List<String> emails = new ArrayList<>();
      for (int i = 0; i < OF_A_CALL; i++) {
        // those of odd numbers can be told without the DNS
        int person = random.nextInt(PEOPLE);
        String email = "p" + person + (person % 2 == 0 ? "@example.com" : "@some.invalid");
        emails.add(email);
        writes.add(
            ContactWrite.upsert(
                ContactKey.email(random.nextBoolean() ? email : email.toUpperCase(Locale.ROOT)),
                Map.of("w" + writer, String.valueOf(call * OF_A_CALL + i))));
      }
      writes.add(ContactWrite.create("no address", Map.of()));
      List<ContactResult> results = desk.write("acme", writes, false);
      for (int i = 0; i < OF_A_CALL; i++) {
        assertThat(results.get(i).fault()).as("seed %d, writer %d", seed, writer).isNull();
        told.put(writer + emails.get(i), call * OF_A_CALL + i);
      }
      assertThat(results.getLast().fault()).isEqualTo(ContactFault.INVALID_EMAIL);
      calls.countDown();
    }
  }

  private static List<Contact> all(DirectoryDesk desk) {
    return desk.query(
            "acme", new DirectoryQuery(List.of(), ContactFilter.ID, false, 0, 1000, false))
        .contacts();
  }

  /** Each definite verdict has cost a credit, once. */
  private static void assertPaid(Cluster cluster, List<Contact> contacts) {
    long definite =
        contacts.stream()
            .filter(contact -> contact.verification().status() == Status.UNDELIVERABLE)
            .count();
    assertThat(definite).isPositive().isLessThan(contacts.size());
    AccountsView accounts = new AccountsView(new Keys());
    try (TopicFollower feed =
        AccountFeeds.accounts(TopicFollower.consumers(cluster.kafka(), "test"), accounts)) {
      feed.start();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(accounts.account("acme"))
                      .hasValueSatisfying(
                          account -> {
                            assertThat(account.reserved()).isZero();
                            assertThat(account.balance()).isEqualTo(CREDITS - definite);
                          }));
    }
  }
}
