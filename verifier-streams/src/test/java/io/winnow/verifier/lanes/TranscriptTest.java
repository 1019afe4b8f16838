package io.winnow.verifier.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.lab.smtp.Asked;
import io.winnow.lab.world.MailKind;
import io.winnow.lab.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of different customers share sessions, and none sees another's addresses. */
class TranscriptTest {
  private static final int DOMAINS = 4;
  private static final int ADDRESSES = 12;
  private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w.-]+\\w");

  private final LabRig rig = new LabRig(Map.of());

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "MULTI_LINE",
        "NO_PIPELINING",
        "STARTTLS",
        "HANGS_UP_LATE",
        "CATCH_ALL",
        "BARE_550",
        "GOOGLE_WORKSPACE",
        "GREYLISTING",
        "TEMPORARY_FAILURE",
        "FIRST_MX_DEFERS_AT_RCPT"
      })
  void aTranscriptHoldsNoAddressOfAnotherRow(MailKind kind) throws Exception {
    Map<String, CompletableFuture<Finding>> asked = new LinkedHashMap<>();
    for (int number = 0; number < ADDRESSES; number++) {
      for (int domain = 0; domain < DOMAINS; domain++) {
        String address = "person-" + number + "@" + World.domain("customer-" + domain, kind);
        // others of the session want no transcript
        asked.put(address, rig.ask(address, number % 3 != 0));
      }
    }
    Map<String, List<String>> transcripts = new LinkedHashMap<>();
    for (Map.Entry<String, CompletableFuture<Finding>> one : asked.entrySet()) {
      Finding finding = one.getValue().get(60, TimeUnit.SECONDS);
      if (finding.transcript() != null) {
        transcripts.put(one.getKey(), finding.transcript());
      }
    }

    Set<String> random =
        rig.lab.record().asked().stream()
            .filter(Asked::probe)
            .map(Asked::recipient)
            .collect(Collectors.toSet());
    assertThat(transcripts).hasSize(DOMAINS * ADDRESSES * 2 / 3);
    assertThat(mostOfASession()).as("recipients of one session").isGreaterThan(2);
    transcripts.forEach(
        (address, transcript) -> {
          Set<String> strangers = addressesIn(transcript);
          strangers.removeIf(other -> !asked.containsKey(other) && !random.contains(other));
          strangers.removeIf(other -> random.contains(other) && sameDomain(other, address));
          strangers.remove(address);
          assertThat(strangers).as("in %s", transcript).isEmpty();
          assertThat(transcript).as(address).anyMatch(line -> line.contains("<" + address + ">"));
          assertThat(transcript.getFirst()).as("the connection itself").contains("* ");
        });
  }

  private long mostOfASession() {
    return rig.lab.record().asked().stream()
        .filter(asked -> !asked.probe())
        .collect(Collectors.groupingBy(Asked::session, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private static boolean sameDomain(String one, String other) {
    return one.substring(one.indexOf('@')).equals(other.substring(other.indexOf('@')));
  }

  private static Set<String> addressesIn(List<String> transcript) {
    Set<String> addresses = new TreeSet<>();
    for (String line : transcript) {
      Matcher matcher = ADDRESS.matcher(line);
      while (matcher.find()) {
        addresses.add(matcher.group());
      }
    }
    return addresses;
  }
}
