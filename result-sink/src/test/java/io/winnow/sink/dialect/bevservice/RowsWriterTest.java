package io.winnow.sink.dialect.bevservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Reason;
import io.winnow.kit.dialect.BevserviceForm;
import io.winnow.kit.dialect.BevserviceVerdict.Kind;
import io.winnow.sink.results.VerdictRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowsWriterTest {
  private static final VerdictRow DANGEROUS =
      new VerdictRow(
          "=a@shop.example", Reason.ACCEPTED_MAILBOX, Set.of(), "=mx.shop.example", "250 ok");

  private static String written(BevserviceForm form) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RowsWriter rows = new RowsWriter(Table.COMPLETED, form, out)) {
      rows.write(DANGEROUS, EnumSet.allOf(Kind.class));
      rows.finish();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The address is the client's own, and comes back as it was given. */
  @Test
  void whatANameServerSaysIsNoFormulaInCsv() throws IOException {
    assertThat(written(BevserviceForm.CSV))
        .contains("\"=a@shop.example\",")
        .contains(",\"'=mx.shop.example\",");
    assertThat(written(BevserviceForm.JSON)).contains("\"mxRecords\":[\"=mx.shop.example\"]");
    assertThat(written(BevserviceForm.XML)).contains("<item>=mx.shop.example</item>");
  }
}
