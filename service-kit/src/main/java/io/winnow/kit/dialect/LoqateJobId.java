package io.winnow.kit.dialect;

import io.winnow.contracts.JobId;
import io.winnow.contracts.JobIds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of jobs in 52 characters: 42 of lower-case hexadecimal, then the day on which the job was
 * made, by UTC. Nothing is kept: the name holds the job's id, masked, and a digest that binds it to
 * its account. So a name of another account's, or one made up, is no name; whose job it is, is
 * checked besides.
 */
public final class LoqateJobId {
  private static final int DIGEST_BYTES = 14;
  private static final int ID_BYTES = 7;
  private static final Pattern FORM = Pattern.compile("([0-9a-f]{42})([0-9]{4}-[0-9]{2}-[0-9]{2})");

  private LoqateJobId() {}

  /** The name of an account's job. */
  public static String of(String account, JobId id) {
    byte[] tail = digest(account, Long.toString(id.value()));
    byte[] mask = digest(account, HexFormat.of().formatHex(tail));
    byte[] head = Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(id.value()).array(), 1, 8);
    for (int i = 0; i < ID_BYTES; i++) {
      head[i] ^= mask[i];
    }
    return HexFormat.of().formatHex(head) + HexFormat.of().formatHex(tail) + day(id);
  }

  /** The job that a name of that account's stands for; empty when it is none. */
  public static Optional<JobId> parse(String account, String name) {
    if (!FORM.matcher(name).matches()) {
      return Optional.empty();
    }
    byte[] bytes = HexFormat.of().parseHex(name, 0, 2 * (ID_BYTES + DIGEST_BYTES));
    byte[] tail = Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
    byte[] mask = digest(account, HexFormat.of().formatHex(tail));
    long value = 0;
    for (int i = 0; i < ID_BYTES; i++) {
      value = value << 8 | ((bytes[i] ^ mask[i]) & 0xFF);
    }
    if (value < 1 || value > JobId.MAX) {
      return Optional.empty();
    }
    JobId id = new JobId(value);
    return of(account, id).equals(name) ? Optional.of(id) : Optional.empty();
  }

  private static LocalDate day(JobId id) {
    return LocalDate.ofInstant(JobIds.madeAt(id), ZoneOffset.UTC);
  }

  private static byte[] digest(String account, String what) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256")
              .digest(("loqate\n" + account + '\n' + what).getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(all, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
