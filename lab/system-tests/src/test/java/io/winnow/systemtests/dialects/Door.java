package io.winnow.systemtests.dialects;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.winnow.contracts.Flag;
import io.winnow.contracts.Reason;
import io.winnow.contracts.json.Json;
import io.winnow.kit.dialect.BevserviceVerdict;
import io.winnow.kit.dialect.LoqateVerdict;
import io.winnow.kit.dialect.Seen;
import io.winnow.kit.dialect.insideview.EmailValidation;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** A way by which a list can be verified. A new dialect joins the test by a constant of its own. */
enum Door {
  LOQATE {
    @Override
    Map<String, String> verify(DialectServer server, List<String> addresses) throws Exception {
      String form =
          "--x\r\nContent-Disposition: form-data; name=\"email\"; filename=\"list.csv\"\r\n\r\n"
              + list(addresses)
              + "\r\n--x--\r\n";
      String key = "lqtkey=" + server.key();
      JsonNode created =
          server.json(
              server
                  .request("/email/batch?" + key)
                  .header("Content-Type", "multipart/form-data; boundary=x")
                  .POST(BodyPublishers.ofString(form)));
      String job = "/email/batch/" + created.at("/email_batch/0/job_id").asText();
      patiently(
          () ->
              server
                  .json(server.request(job + "?" + key))
                  .at("/batch_status/0/status")
                  .asText()
                  .equals("Complete"));
      Map<String, String> words = new HashMap<>();
      records(server.text(server.request(job + "?download&" + key)))
          .forEach(
              row ->
                  words.put(
                      row.getField("email"),
                      row.getField("email_status") + " " + row.getField("secondary_status")));
      return words;
    }

    @Override
    String word(Seen seen) {
      LoqateVerdict verdict = LoqateVerdict.of(seen);
      String secondary = verdict.secondaryStatus();
      return verdict.emailStatus() + " " + (secondary == null ? "" : secondary);
    }
  },
  BEVSERVICE {
    @Override
    Map<String, String> verify(DialectServer server, List<String> addresses) throws Exception {
      long id =
          ask(server, "", "\"emails\":" + Json.MAPPER.writeValueAsString(addresses))
              .at("/response/id")
              .asLong();
      patiently(
          () ->
              ask(server, "/status", "\"ids\":[%d]".formatted(id)).at("/response/0/ready").asInt()
                  == 1);
      Map<String, String> words = new HashMap<>();
      ask(server, "/completed", "\"id\":" + id)
          .path("response")
          .forEach(
              row ->
                  words.put(
                      row.path("emailAddress").asText(),
                      "%s %s %s %s %s %s"
                          .formatted(
                              row.path("smtpCheck").asText(),
                              row.path("dnsCheck").asText(),
                              row.path("freeCheck").asText(),
                              row.path("disposableCheck").asText(),
                              row.path("catchAllCheck").asText(),
                              row.path("result").asText())));
      ask(server, "/failed", "\"id\":" + id)
          .path("response")
          .forEach(row -> words.put(row.path("emailAddress").asText(), row.path("error").asText()));
      return words;
    }

    private static JsonNode ask(DialectServer server, String path, String members)
        throws Exception {
      HttpRequest.Builder request =
          server
              .request("/api/bevService/request" + path)
              .POST(
                  BodyPublishers.ofString("{\"apiKey\":\"" + server.key() + "\"," + members + "}"));
      return server.json(request);
    }

    @Override
    String word(Seen seen) {
      BevserviceVerdict verdict = BevserviceVerdict.of(seen);
      return verdict.kind() != BevserviceVerdict.Kind.PROCESSED
          ? verdict.error()
          : "%s %s %s %s %s %s"
              .formatted(
                  verdict.smtpCheck(),
                  verdict.dnsCheck(),
                  verdict.freeCheck(),
                  verdict.disposableCheck(),
                  verdict.catchAllCheck(),
                  verdict.result());
    }
  },
  PARDOT {
    @Override
    Map<String, String> verify(DialectServer server, List<String> addresses) throws Exception {
      Prospects prospects = new Prospects(server);
      Map<String, String> words = refused(prospects.upsert(addresses));
      List<String> written = without(words, addresses);
      patiently(
          () -> {
            Map<String, String> verdicts = prospects.verdicts();
            return written.stream().noneMatch(one -> verdicts.get(one).startsWith("pending"));
          });
      Map<String, String> verdicts = prospects.verdicts();
      written.forEach(address -> words.put(address, verdicts.get(address)));
      return words;
    }

    @Override
    String word(Seen seen) {
      return seen.reason().status().wireName() + " " + seen.reason().wireName();
    }
  },
  INSIDEVIEW {
    @Override
    Map<String, String> verify(DialectServer server, List<String> addresses) throws Exception {
      Map<String, String> words = refused(new Prospects(server).upsert(addresses));
      ContactJob job = new ContactJob(server, without(words, addresses));
      patiently(job::finished);
      records(job.results())
          .forEach(
              row ->
                  words.put(
                      row.getField("email"),
                      row.getField("emailValidationStatus")
                          + " "
                          + row.getField("emailValidationReason")));
      return words;
    }

    @Override
    String word(Seen seen) {
      return EmailValidation.of(seen.reason()).word() + " " + seen.reason().wireName();
    }
  };

  /** What it says of each address, in its own words. */
  abstract Map<String, String> verify(DialectServer server, List<String> addresses)
      throws Exception;

  /** What it has to say where the native interface says that. */
  abstract String word(Seen seen);

  /** The verdicts that the native interface gives. */
  static Map<String, Seen> natively(DialectServer server, List<String> addresses) throws Exception {
    String auth = "Bearer " + server.key();
    JsonNode created =
        server.json(
            server
                .request("/v1/jobs?name=list.csv&level=smtp")
                .header("Authorization", auth)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(list(addresses))));
    String job = created.at("/links/self").asText();
    patiently(
        () ->
            server
                .json(server.request(job).header("Authorization", auth))
                .path("state")
                .asText()
                .equals("completed"));
    Map<String, Seen> seen = new HashMap<>();
    records(server.text(server.request(job + "/results.csv").header("Authorization", auth)))
        .forEach(row -> seen.put(row.getField("email"), seen(row)));
    return seen;
  }

  /** What the directory does not take is what the native interface finds to be no address. */
  Map<String, String> refused(Set<String> addresses) {
    String word = word(new Seen(Reason.INVALID_SYNTAX, Set.of(), false));
    Map<String, String> words = new HashMap<>();
    addresses.forEach(address -> words.put(address, word));
    return words;
  }

  private static List<String> without(Map<String, String> words, List<String> addresses) {
    return addresses.stream().filter(address -> !words.containsKey(address)).toList();
  }

  private static Seen seen(NamedCsvRecord row) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (Flag flag : Flag.values()) {
      if (List.of(row.getField("flags").split(" ", -1)).contains(flag.wireName())) {
        flags.add(flag);
      }
    }
    return new Seen(
        Reason.parse(row.getField("reason")), flags, row.getField("smtp_reply").startsWith("2"));
  }

  private static String list(List<String> addresses) {
    return "email\n" + String.join("\n", addresses) + "\n";
  }

  private static List<NamedCsvRecord> records(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
  }

  private static void patiently(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(1)).until(condition);
  }
}
