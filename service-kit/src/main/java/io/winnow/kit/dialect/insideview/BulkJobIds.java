package io.winnow.kit.dialect.insideview;

import io.winnow.contracts.JobId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Ids of jobs as clients see them: {@value #LENGTH} characters of {@code [a-z0-9]}, each good for
 * one account alone. They hold the job's 53 bits, masked, and 50 bits that prove it: one guess in
 * 10^15 is an id. Safe for concurrent use.
 */
public final class BulkJobIds {
  /** Length of an id. */
  public static final int LENGTH = 20;

  private static final int RADIX = 36;
  private static final int TAG_BITS = 50;
  private static final int JOB_BITS = 53;
  private static final BigInteger TAG = BigInteger.ONE.shiftLeft(TAG_BITS);

  private final Seal seal;

  /**
   * @param secret the operator's; the same in every process
   */
  public BulkJobIds(String secret) {
    this.seal = new Seal(secret, "job");
  }

  /** What an account calls a job. */
  public String of(String account, JobId job) {
    long tag = tag(account, job.value());
    BigInteger all =
        BigInteger.valueOf(job.value() ^ mask(account, tag)).multiply(TAG).add(big(tag));
    String digits = all.toString(RADIX);
    return "0".repeat(LENGTH - digits.length()) + digits;
  }

  /** The job that an account calls so; empty when the id was not made for it. */
  public Optional<JobId> job(String account, String id) {
    if (id.length() != LENGTH || !id.chars().allMatch(BulkJobIds::isLetter)) {
      return Optional.empty();
    }
    BigInteger[] parts = new BigInteger(id, RADIX).divideAndRemainder(TAG);
    if (parts[0].bitLength() > JOB_BITS) {
      return Optional.empty();
    }
    long tag = parts[1].longValue();
    long job = parts[0].longValue() ^ mask(account, tag);
    // a tag of 50 bits is no secret to be guessed step by step: each try is one answer of a server
    return job >= 1 && tag(account, job) == tag ? Optional.of(new JobId(job)) : Optional.empty();
  }

  private long tag(String account, long job) {
    return ByteBuffer.wrap(seal.tag(account, job)).getLong() >>> (Long.SIZE - TAG_BITS);
  }

  private long mask(String account, long tag) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(tag).array();
    return seal.mask(account, bytes) >>> (Long.SIZE - JOB_BITS);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
