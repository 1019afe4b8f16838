package io.winnow.verifier.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;
import org.apache.kafka.common.serialization.Serializer;

/** Keys of rows. They come in runs of one slice, for which the bytes are made once. */
final class SliceKeySerializer implements Serializer<SliceId> {
  private static final class Known {
    final SliceId slice;
    final byte[] key;

    Known(SliceId slice) {
      this.slice = slice;
      this.key = slice.key().getBytes(UTF_8);
    }
  }

  private volatile Known known = new Known(new SliceId(new JobId(1), 0));

  @Override
  public byte[] serialize(String topic, SliceId slice) {
    Known latest = known;
    if (!latest.slice.equals(slice)) {
      latest = new Known(slice);
      known = latest;
    }
    return latest.key;
  }
}
