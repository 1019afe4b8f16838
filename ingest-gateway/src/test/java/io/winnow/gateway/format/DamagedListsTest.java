package io.winnow.gateway.format;

import static io.winnow.gateway.format.Intakes.ANY;
import static io.winnow.gateway.format.Intakes.gzip;
import static io.winnow.gateway.format.Intakes.utf8;
import static io.winnow.gateway.format.Intakes.zip;
import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.gateway.list.CheckedList;
import io.winnow.gateway.list.ListRefused;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a list, it is either read or refused, and what is read can be read again. */
class DamagedListsTest {
  private static final List<byte[]> GOOD = good();

  @TempDir Path directory;

  private static List<byte[]> good() {
    byte[] csv =
        utf8(
            IntStream.range(0, 300)
                .mapToObj(i -> i + ",user" + i + "@example.com,\"Köln, " + i + "\"\n")
                .collect(Collectors.joining("", "id,email,city\n", "")));
    byte[] json =
        utf8(
            IntStream.range(0, 100)
                .mapToObj(
                    i -> "{\"id\":" + i + ",\"email\":\"u" + i + "@b.c\",\"x\":[1,{\"y\":2}]}")
                .collect(Collectors.joining(",\n", "{\"emails\":[", "]}")));
    byte[] workbook =
        Workbooks.of(
            IntStream.range(0, 100)
                .mapToObj(i -> List.of("user" + i + "@example.com", "Straße " + i))
                .toList());
    return List.of(csv, json, workbook, gzip(csv), zip("list.csv", csv), gzip(workbook));
  }

  @RepeatedTest(300)
  void damageIsReadOrRefusedAndNothingElse() {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int which = random.nextInt(GOOD.size() + 2);
    byte[] list =
        which < GOOD.size() ? damaged(GOOD.get(which), random) : workbookOfDamagedParts(random);
    Intakes intakes = new Intakes(directory);

    try {
      CheckedList checked = intakes.take(list, ANY);

      assertThat(intakes.rows(checked, 0)).as("seed %d", seed).hasSize((int) checked.rows());
    } catch (ListRefused refused) {
      assertThat(refused.detail()).as("seed %d", seed).doesNotContain("\n").isNotBlank();
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
    try {
      assertThat(intakes.preview(list, ANY).rows()).as("seed %d", seed).isNotEmpty();
    } catch (ListRefused refused) {
      assertThat(refused.detail()).as("seed %d", seed).isNotBlank();
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** In a good archive, so that the damage reaches the parser. */
  private static byte[] workbookOfDamagedParts(RandomGenerator random) {
    Map<String, byte[]> parts =
        Workbooks.parts(
            "<sheet name='One' r:id='r1'/>",
            "",
            Map.of(
                "r1",
                Workbooks.sheet(
                    "<row r='1'><c r='A1' t='s'><v>0</v></c><c s='0'><v>45678.25</v></c></row>"
                        .repeat(20))),
            "<si><t>ann@b.c</t></si>",
            "<cellXfs><xf numFmtId='22'/></cellXfs>");
    parts.replaceAll((name, part) -> random.nextInt(3) == 0 ? damaged(part, random) : part);
    return zip(parts);
  }

  private static byte[] damaged(byte[] good, RandomGenerator random) {
    byte[] list = Arrays.copyOf(good, good.length);
    for (int i = random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(list.length);
      switch (random.nextInt(4)) {
        case 0 -> list[at] = (byte) random.nextInt();
        case 1 -> list[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> list = Arrays.copyOf(list, Math.max(1, at));
        default -> {
          int length = Math.min(random.nextInt(64), list.length - at);
          System.arraycopy(list, random.nextInt(list.length - length + 1), list, at, length);
        }
      }
    }
    return list;
  }
}
