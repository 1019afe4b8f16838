package io.winnow.kit.dialect.insideview;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.JobId;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SealedIdsTest {
  private final ContactIds contacts = new ContactIds("secret");
  private final BulkJobIds jobs = new BulkJobIds("secret");

  @Test
  void aContactHasAnIdOf64CharactersThatLeadsBackToIt() {
    for (long contact : new long[] {0, 1, 42, 1L << 40, Long.MAX_VALUE}) {
      String id = contacts.of("acme", contact);

      assertThat(id).matches("[A-Za-z0-9_-]{64}").isEqualTo(contacts.of("acme", contact));
      assertThat(contacts.contact("acme", id)).hasValue(contact);
    }
  }

  @Test
  void aJobHasAnIdOf20CharactersThatLeadsBackToIt() {
    for (long value : new long[] {1, 42, 1L << 40, JobId.MAX}) {
      String id = jobs.of("acme", new JobId(value));

      assertThat(id).matches("[a-z0-9]{20}").isEqualTo(jobs.of("acme", new JobId(value)));
      assertThat(jobs.job("acme", id)).contains(new JobId(value));
    }
  }

  @Test
  void anotherAccountAnotherSecretAndAnotherKindKnowNothingOfAnId() {
    String contact = contacts.of("acme", 7);
    String job = jobs.of("acme", new JobId(7));

    assertThat(contacts.contact("other", contact)).isEmpty();
    assertThat(new ContactIds("else").contact("acme", contact)).isEmpty();
    assertThat(contacts.of("other", 7)).isNotEqualTo(contact);
    assertThat(jobs.job("other", job)).isEmpty();
    assertThat(new BulkJobIds("else").job("acme", job)).isEmpty();
    assertThat(jobs.of("other", new JobId(7))).isNotEqualTo(job);
  }

  @Test
  void anIdThatWasTouchedAnywhereIsNone() {
    String contact = contacts.of("acme", 7);
    String job = jobs.of("acme", new JobId(7));

    for (int i = 0; i < contact.length(); i++) {
      assertThat(contacts.contact("acme", touched(contact, i))).isEmpty();
    }
    for (int i = 0; i < job.length(); i++) {
      assertThat(jobs.job("acme", touched(job, i))).isEmpty();
    }
  }

  private static String touched(String id, int at) {
    char other = id.charAt(at) == 'a' ? 'b' : 'a';
    return id.substring(0, at) + other + id.substring(at + 1);
  }

  @Test
  void whatLooksLikeNoIdIsNone() {
    for (String text : new String[] {"", "a", "'", "\"\n", "z".repeat(20), "A".repeat(20)}) {
      assertThat(contacts.contact("acme", text)).isEmpty();
      assertThat(jobs.job("acme", text)).isEmpty();
    }
    assertThat(contacts.contact("acme", "é".repeat(64))).isEmpty();
    assertThat(contacts.contact("acme", "A".repeat(63) + "=")).isEmpty();
    assertThat(jobs.job("acme", "٣".repeat(20))).isEmpty();
  }

  @Test
  void guessesAreNoIds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder guess = new StringBuilder();
      random.ints(20, 0, 36).forEach(digit -> guess.append(Character.forDigit(digit, 36)));
      assertThat(jobs.job("acme", guess.toString())).as("seed %d", seed).isEmpty();
    }
  }
}
