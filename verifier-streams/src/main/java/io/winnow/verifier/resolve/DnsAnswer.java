package io.winnow.verifier.resolve;

import java.time.Duration;
import java.util.List;
import org.xbill.DNS.Record;

/** The answer to one question, aliases followed. */
sealed interface DnsAnswer {
  /** There are records of the type that was asked for. */
  record Records(List<Record> records, Duration ttl) implements DnsAnswer {}

  /** The name exists, but has no record of that type. */
  record NoData(Duration ttl) implements DnsAnswer {}

  /** The name does not exist. */
  record NoSuchName(Duration ttl) implements DnsAnswer {}

  /** Nothing was learnt. */
  record Failed(DnsFailure failure) implements DnsAnswer {}
}
