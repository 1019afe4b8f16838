package io.winnow.verifier.verification;

import io.winnow.contracts.AddressSubmitted;
import io.winnow.contracts.WaitCause;
import io.winnow.errands.RetryWatch;
import io.winnow.verifier.waits.Waits;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tells how many rows of each job wait until the DNS is asked again. Stream thread only. */
final class DnsWaits implements RetryWatch<byte[], ScreenedRow>, AutoCloseable {
  private final Waits waits;

  DnsWaits(ProcessorContext<String, Object> context) {
    this.waits = new Waits(context, "verification", VerificationTopology.WRITE_JOB_WAITS);
  }

  @Override
  public void waitsStill(Record<byte[], ScreenedRow> record, long due) {
    waits.mayHaveTold(record.value().row().job().value());
    waits(record, due);
  }

  @Override
  public void waits(Record<byte[], ScreenedRow> record, long due) {
    AddressSubmitted row = record.value().row();
    waits.wait(row.job().value(), WaitCause.DNS_RETRY, rowsOf(row), due);
  }

  @Override
  public void waitsNoMore(Record<byte[], ScreenedRow> record, long due) {
    AddressSubmitted row = record.value().row();
    waits.waitNoMore(row.job().value(), WaitCause.DNS_RETRY, rowsOf(row), due);
  }

  private static int rowsOf(AddressSubmitted row) {
    return 1 + row.duplicates().size();
  }

  @Override
  public void close() {
    waits.close();
  }
}
