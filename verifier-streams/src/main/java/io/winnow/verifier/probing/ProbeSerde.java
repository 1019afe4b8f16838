package io.winnow.verifier.probing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.ProbeRequested;
import io.winnow.contracts.WaitCause;
import io.winnow.contracts.json.JsonSerde;
import io.winnow.contracts.json.ProbeRequestedSerde;
import io.winnow.verifier.lanes.Finding;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A probe as bytes, big endian; a length of -1 stands for null, times are in milliseconds since the
 * epoch.
 *
 * <pre>
 * byte version (2) | long deadline | long since | long timestamp
 * | int attempts made | int greylistings | int troubles | long first attempt
 * | bytes lane | bytes local part | bytes domain (all UTF-8) | int headers, each: bytes name (UTF-8), bytes value
 * | bytes request (JSON) | bytes last finding (JSON) | long job | int rows
 * </pre>
 *
 * Version 1 has no job and rows at its end.
 */
final class ProbeSerde {
  private static final byte VERSION = 2;
  private static final int FIXED = 1 + 3 * 8 + 3 * 4 + 8 + 4;
  private static final int MADE = 1 + 3 * 8;
  private static final int OWNER = 8 + 4;
  private static final long NEVER_ASKED = Long.MIN_VALUE;

  private final ProbeRequestedSerde requests = new ProbeRequestedSerde();
  private final JsonSerde<Finding> findings = new JsonSerde<>(Finding.class);

  byte[] serialize(Probe probe) {
    Attempts attempts = probe.attempts();
    Header[] headers = probe.headers().toArray();
    byte[][] names = new byte[headers.length][];
    byte[] lane = probe.lane().getBytes(UTF_8);
    byte[] localPart = probe.localPart().getBytes(UTF_8);
    byte[] domain = probe.domain().getBytes(UTF_8);
    byte[] request = requests.serialize(null, probe.request());
    byte[] last = attempts.last() == null ? null : findings.serialize(null, attempts.last());
    int length =
        FIXED
            + lengthOf(lane)
            + lengthOf(localPart)
            + lengthOf(domain)
            + lengthOf(request)
            + lengthOf(last)
            + OWNER;
    for (int i = 0; i < headers.length; i++) {
      names[i] = headers[i].key().getBytes(UTF_8);
      length += lengthOf(names[i]) + lengthOf(headers[i].value());
    }

    ByteBuffer out = ByteBuffer.allocate(length);
    out.put(VERSION).putLong(probe.deadline()).putLong(probe.since()).putLong(probe.timestamp());
    out.putInt(attempts.made()).putInt(attempts.greylistings()).putInt(attempts.troubles());
    Instant first = attempts.first();
    out.putLong(first == null ? NEVER_ASKED : first.toEpochMilli());
    write(out, lane);
    write(out, localPart);
    write(out, domain);
    out.putInt(headers.length);
    for (int i = 0; i < headers.length; i++) {
      write(out, names[i]);
      write(out, headers[i].value());
    }
    write(out, request);
    write(out, last);
    out.putLong(probe.job()).putInt(probe.rows());
    return out.array();
  }

  Probe deserialize(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      byte version = in.get();
      if (version != VERSION && version != 1) {
        throw new SerializationException(
            "a probe has version %d, this program reads version %d: was it written by a newer one?"
                .formatted(version, VERSION));
      }
      in.getLong();
      long since = in.getLong();
      long timestamp = in.getLong();
      int made = in.getInt();
      int greylistings = in.getInt();
      int troubles = in.getInt();
      long first = in.getLong();
      String lane = text(in);
      String localPart = text(in);
      String domain = text(in);
      Headers headers = new RecordHeaders();
      for (int left = in.getInt(); left > 0; left--) {
        headers.add(text(in), read(in));
      }
      ProbeRequested request = requests.deserialize(null, present(in));
      byte[] last = read(in);
      if (version != 1) {
        in.getLong();
        in.getInt();
      }
      return new Probe(
          lane,
          request,
          localPart,
          domain,
          timestamp,
          headers,
          since,
          new Attempts(
              made,
              greylistings,
              troubles,
              first == NEVER_ASKED ? null : Instant.ofEpochMilli(first),
              last == null ? null : findings.deserialize(null, last)));
    } catch (BufferUnderflowException e) {
      throw new SerializationException(
          "a probe of %d bytes ends too early".formatted(bytes.length), e);
    }
  }

  /** {@link Probe#deadline()} of a probe's bytes. */
  static long deadlineOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong(1);
  }

  /** {@link Probe#since()} of a probe's bytes. */
  static long sinceOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong(9);
  }

  /**
   * Whose row it is, how many rows have its verdict, and why it waits if it waits.
   *
   * @param job {@link Probe#job()}
   * @param rows {@link Probe#rows()}
   * @param cause {@link Attempts#cause()}
   */
  record Owner(long job, int rows, WaitCause cause) {}

  /** Of a probe's bytes, without reading all of them. */
  Owner ownerOf(byte[] bytes) {
    if (bytes[0] == 1) {
      Probe probe = deserialize(bytes);
      return new Owner(probe.job(), probe.rows(), probe.attempts().cause());
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Owner(
        in.getLong(bytes.length - OWNER),
        in.getInt(bytes.length - 4),
        Attempts.cause(in.getInt(MADE + 4)));
  }

  private static int lengthOf(byte @Nullable [] bytes) {
    return 4 + (bytes == null ? 0 : bytes.length);
  }

  private static void write(ByteBuffer out, byte @Nullable [] bytes) {
    if (bytes == null) {
      out.putInt(-1);
    } else {
      out.putInt(bytes.length).put(bytes);
    }
  }

  private static byte @Nullable [] read(ByteBuffer in) {
    int length = in.getInt();
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer in) {
    return new String(present(in), UTF_8);
  }

  private static byte[] present(ByteBuffer in) {
    byte[] bytes = read(in);
    if (bytes == null) {
      throw new BufferUnderflowException();
    }
    return bytes;
  }
}
