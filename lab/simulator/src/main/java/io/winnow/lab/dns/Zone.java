package io.winnow.lab.dns;

import io.winnow.lab.world.DomainKind;
import io.winnow.lab.world.MailExchanger;
import io.winnow.lab.world.World;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** The world as DNS records. */
final class Zone {
  private static final Name SERVER = absolute("ns1." + World.LAB_ZONE);
  private static final Name MAINTAINER = absolute("hostmaster." + World.LAB_ZONE);
  private static final int IPV4_LENGTH = 4;

  private final World world;
  private final long ttl;
  private final long negativeTtl;

  Zone(World world, long ttl, long negativeTtl) {
    this.world = world;
    this.ttl = ttl;
    this.negativeTtl = negativeTtl;
  }

  /** The name as the world knows it. */
  static String worldName(Name name) {
    return name.toString(true).toLowerCase(Locale.ROOT);
  }

  /** Answers the question with aliases and records, or with an SOA record when there are none. */
  void answer(Name asked, int type, Message response) {
    Name owner = asked;
    Set<String> passed = new HashSet<>();
    Optional<String> alias = world.aliasOf(worldName(owner));
    while (alias.isPresent() && passed.add(worldName(owner))) {
      Name target = absolute(alias.get());
      response.addRecord(new CNAMERecord(owner, DClass.IN, ttl, target), Section.ANSWER);
      if (type == Type.CNAME) {
        return;
      }
      owner = target;
      alias = world.aliasOf(worldName(owner));
    }
    if (alias.isPresent()) {
      return;
    }
    List<Record> records = recordsOf(owner, type);
    records.forEach(record -> response.addRecord(record, Section.ANSWER));
    if (records.isEmpty()) {
      denyExistence(owner, response);
    }
  }

  private List<Record> recordsOf(Name owner, int type) {
    return switch (type) {
      case Type.MX -> exchangersOf(owner);
      case Type.A, Type.AAAA -> addressesOf(owner, type);
      default -> List.of();
    };
  }

  private List<Record> exchangersOf(Name owner) {
    List<Record> records = new ArrayList<>();
    for (MailExchanger mx : world.exchangersOf(worldName(owner))) {
      records.add(new MXRecord(owner, DClass.IN, ttl, mx.preference(), absolute(mx.host())));
    }
    return records;
  }

  private List<Record> addressesOf(Name owner, int type) {
    List<Record> records = new ArrayList<>();
    for (String literal : world.addressesOf(worldName(owner))) {
      InetAddress address = InetAddress.ofLiteral(literal);
      boolean ipv4 = address.getAddress().length == IPV4_LENGTH;
      if (ipv4 && type == Type.A) {
        records.add(new ARecord(owner, DClass.IN, ttl, address));
      } else if (!ipv4 && type == Type.AAAA) {
        records.add(new AAAARecord(owner, DClass.IN, ttl, address));
      }
    }
    return records;
  }

  /** RFC 2308: what is not there lasts as long as the SOA record says. */
  private void denyExistence(Name owner, Message response) {
    boolean exists = world.kindOf(worldName(owner)) != DomainKind.NXDOMAIN;
    Name apex = exists || owner.labels() < 2 ? owner : new Name(owner, 1);
    if (!exists) {
      response.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    response.addRecord(
        new SOARecord(
            apex, DClass.IN, negativeTtl, SERVER, MAINTAINER, 1, 7200, 900, 86400, negativeTtl),
        Section.AUTHORITY);
  }

  private static Name absolute(String name) {
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException impossible) {
      throw new IllegalStateException("the world has a name that the DNS cannot hold", impossible);
    }
  }
}
