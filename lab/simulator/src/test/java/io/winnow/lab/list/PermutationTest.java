package io.winnow.lab.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 16, 17, 1_000, 65_537})
  void everyPlaceIsTakenOnce(long size) {
    Permutation shuffle = new Permutation(size, 9);

    long[] places = LongStream.range(0, size).map(shuffle::of).sorted().toArray();

    assertThat(places).containsExactly(LongStream.range(0, size).toArray());
  }
}
