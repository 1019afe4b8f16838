package io.winnow.lab.dns;

import static java.lang.Math.clamp;

import io.winnow.lab.world.DomainKind;
import io.winnow.lab.world.World;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** From the octets of a query to the octets of the reply, or to silence. */
final class Responder {
  private static final Logger log = LoggerFactory.getLogger(Responder.class);
  private static final int HEADER_RCODE_BITS = 4;

  private final World world;
  private final Zone zone;
  private final QuestionCounts counts;
  private final DnsServerOptions options;
  private final long latency;
  private final long slowDelay;

  Responder(World world, QuestionCounts counts, DnsServerOptions options) {
    this.world = world;
    this.zone = new Zone(world, options.ttl().toSeconds(), options.negativeTtl().toSeconds());
    this.counts = counts;
    this.options = options;
    this.latency = options.latency().toNanos();
    this.slowDelay = options.slowDelay().toNanos();
  }

  /** Null when no answer is given: to a query that gets none, or to what is no query. */
  @Nullable Reply reply(byte[] packet, Transport transport) {
    if (packet.length < Header.LENGTH || isResponse(packet)) {
      return null;
    }
    Message query;
    try {
      query = new Message(packet);
    } catch (IOException | IllegalArgumentException malformed) {
      log.debug("malformed query of {} octets: {}", packet.length, malformed.getMessage());
      return new Reply(rejection(packet, Rcode.FORMERR), latency);
    }
    try {
      return reply(query, transport);
    } catch (RuntimeException unforeseen) {
      log.error("no answer found to {}", query, unforeseen);
      return new Reply(rejection(packet, Rcode.SERVFAIL), latency);
    }
  }

  private @Nullable Reply reply(Message query, Transport transport) {
    Message response = prepare(query);
    Record question = query.getQuestion();
    int rejection = rejectionOf(query, question);
    if (question == null || rejection != Rcode.NOERROR) {
      setRcode(response, rejection);
      return new Reply(wire(response, query, transport), latency);
    }
    String name = Zone.worldName(question.getName());
    counts.add(name, question.getType());
    DomainKind kind = world.kindOf(name);
    if (kind == DomainKind.TIMEOUT) {
      return null;
    }
    answer(question, kind, name, response);
    long delay = kind == DomainKind.SLOW ? latency + slowDelay : latency;
    return new Reply(wire(response, query, transport), delay);
  }

  private static int rejectionOf(Message query, @Nullable Record question) {
    if (query.getHeader().getOpcode() != Opcode.QUERY) {
      return Rcode.NOTIMP;
    }
    if (question == null || query.getHeader().getCount(Section.QUESTION) != 1) {
      return Rcode.FORMERR;
    }
    if (query.getOPT() != null && query.getOPT().getVersion() != 0) {
      return Rcode.BADVERS;
    }
    return question.getDClass() == DClass.IN ? Rcode.NOERROR : Rcode.REFUSED;
  }

  private Message prepare(Message query) {
    Message response = new Message(query.getHeader().getID());
    Header header = response.getHeader();
    header.setFlag(Flags.QR);
    header.setOpcode(query.getHeader().getOpcode());
    if (query.getHeader().getFlag(Flags.RD)) {
      header.setFlag(Flags.RD);
    }
    Record question = query.getQuestion();
    if (question != null) {
      response.addRecord(question, Section.QUESTION);
    }
    if (query.getOPT() != null) {
      response.addRecord(new OPTRecord(options.maxDatagram(), 0, 0), Section.ADDITIONAL);
    }
    return response;
  }

  private void answer(Record question, DomainKind kind, String name, Message response) {
    Header header = response.getHeader();
    switch (kind) {
      case SERVFAIL -> header.setRcode(Rcode.SERVFAIL);
      case REFUSED -> header.setRcode(Rcode.REFUSED);
      case LAME, TIMEOUT -> {}
      case FLAKY -> {
        if (counts.of(name) == 1) {
          header.setRcode(Rcode.SERVFAIL);
        } else {
          answerWithAuthority(question, response);
        }
      }
      case MX,
          OWN_MX,
          MULTI_MX,
          IMPLICIT_MX,
          CNAME,
          SLOW,
          TRUNCATED,
          NULL_MX,
          NO_MAIL,
          MX_UNRESOLVABLE,
          PRIVATE_MX,
          NXDOMAIN,
          CNAME_LOOP ->
          answerWithAuthority(question, response);
    }
  }

  private void answerWithAuthority(Record question, Message response) {
    response.getHeader().setFlag(Flags.AA);
    response.getHeader().setFlag(Flags.RA);
    zone.answer(question.getName(), question.getType(), response);
  }

  /** The upper bits of a long code stand in the OPT record (RFC 6891 section 6.1.3). */
  private void setRcode(Message response, int rcode) {
    response.getHeader().setRcode(rcode & ((1 << HEADER_RCODE_BITS) - 1));
    if (rcode >> HEADER_RCODE_BITS != 0) {
      response.removeAllRecords(Section.ADDITIONAL);
      response.addRecord(
          new OPTRecord(options.maxDatagram(), rcode >> HEADER_RCODE_BITS, 0), Section.ADDITIONAL);
    }
  }

  private ByteBuffer wire(Message response, Message query, Transport transport) {
    return ByteBuffer.wrap(response.toWire(limit(query.getOPT(), transport)));
  }

  private int limit(@Nullable OPTRecord edns, Transport transport) {
    return switch (transport) {
      case TCP -> Message.MAXLENGTH;
      case UDP ->
          edns == null
              ? DnsServerOptions.LEAST_DATAGRAM
              : clamp(
                  edns.getPayloadSize(), DnsServerOptions.LEAST_DATAGRAM, options.maxDatagram());
    };
  }

  private static boolean isResponse(byte[] packet) {
    return (packet[2] & 0x80) != 0;
  }

  /** A header alone, as there may be no question to repeat. */
  private static ByteBuffer rejection(byte[] packet, int rcode) {
    Header header = new Header(((packet[0] & 0xFF) << 8) | (packet[1] & 0xFF));
    header.setFlag(Flags.QR);
    header.setOpcode((packet[2] >> 3) & 0x0F);
    header.setRcode(rcode);
    return ByteBuffer.wrap(header.toWire());
  }
}
