package io.winnow.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.winnow.contracts.JobId;
import io.winnow.contracts.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  private static final RunRecord ASKED =
      new RunRecord(
          "list.csv", "ab12", null, "UTF-8", null, Level.DNS, null, true, new JobId(1), null);

  @TempDir Path root;
  private DataDirectory data;

  @BeforeEach
  void open() throws Exception {
    data = DataDirectory.at(root);
  }

  @AfterEach
  void close() throws IOException {
    data.close();
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    assertThat(RunRecord.read(data)).isEmpty();

    ASKED.asking(new JobId(7)).write(data);
    assertThat(RunRecord.read(data)).contains(ASKED.asking(new JobId(7)));
    assertThat(ASKED.asking(new JobId(7)).unsure()).isTrue();

    ASKED.of(new JobId(7)).write(data);
    assertThat(RunRecord.read(data)).hasValueSatisfying(run -> assertThat(run.unsure()).isFalse());

    RunRecord.clear(data);
    assertThat(RunRecord.read(data)).isEmpty();
  }

  @Test
  void aRunOfAnEarlierVersionIsOfAJobThatWasMade() throws IOException {
    Files.writeString(
        root.resolve("verify-run.json"),
        """
        {"list":"list.csv","sha256":"ab12","charset":"UTF-8","level":"dns","lab":true,"job":7}
        """);

    assertThat(RunRecord.read(data))
        .hasValueSatisfying(
            run -> {
              assertThat(run.unsure()).isFalse();
              assertThat(run.sameRequest(ASKED)).isTrue();
            });
  }

  @Test
  void aDamagedRecordIsNamed() throws IOException {
    Files.writeString(root.resolve("verify-run.json"), "{");

    assertThatThrownBy(() -> RunRecord.read(data))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("verify-run.json", "remove it");
  }
}
