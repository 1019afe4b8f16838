package io.winnow.verifier.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.winnow.contracts.JobId;
import io.winnow.contracts.SliceId;
import org.apache.kafka.common.serialization.Serializer;

/** Keys of rows. They come in runs of one slice, for which the bytes are made once. */
final class SliceKeySerializer implements Serializer<SliceId> {
  private record Known(SliceId slice, byte[] key) {}

  private volatile Known known = of(new SliceId(new JobId(1), 0));

  @Override
  public byte[] serialize(String topic, SliceId slice) {
    Known latest = known;
    if (!latest.slice().equals(slice)) {
      latest = of(slice);
      known = latest;
    }
    return latest.key();
  }

  private static Known of(SliceId slice) {
    return new Known(slice, slice.key().getBytes(UTF_8));
  }
}
