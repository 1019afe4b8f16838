package io.winnow.lab.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The {@link SmtpRecord} as JSON (RFC 8259). Times are in milliseconds since the servers started.
 */
final class RecordJson {
  private interface Item<T> {
    void write(T item) throws IOException;
  }

  private final Appendable out;

  RecordJson(Appendable out) {
    this.out = out;
  }

  void write(
      SmtpRecord record,
      Map<String, Traffic> operators,
      Map<Flaw, Long> flaws,
      List<GreylistTry> greylisted)
      throws IOException {
    out.append("{\"connections\":").append(Long.toString(record.connections()));
    out.append(",\n\"operators\":");
    array(List.copyOf(operators.entrySet()), entry -> operator(entry.getKey(), entry.getValue()));
    out.append(",\n\"flaws\":{");
    String between = "";
    for (Map.Entry<Flaw, Long> flaw : flaws.entrySet()) {
      out.append(between);
      text(flaw.getKey().name());
      out.append(':').append(Long.toString(flaw.getValue()));
      between = ",";
    }
    out.append("},\n\"mishaps\":");
    array(record.mishaps(), this::mishap);
    out.append(",\n\"probes\":");
    array(List.copyOf(record.probes().entrySet()), this::probes);
    out.append(",\n\"greylisted\":");
    array(greylisted, this::greylisted);
    out.append(",\n\"sessions\":");
    array(record.sessions(), this::session);
    out.append("}\n");
  }

  private void operator(String name, Traffic traffic) throws IOException {
    out.append("{\"operator\":");
    text(name);
    number("connections", traffic.connections());
    number("mostOpen", traffic.mostOpen());
    number("recipients", traffic.recipients());
    number("probes", traffic.probes());
    number("mostRecipientsOfASession", traffic.mostRecipientsOfASession());
    out.append('}');
  }

  private void mishap(Mishap mishap) throws IOException {
    out.append("{\"flaw\":");
    text(mishap.flaw().name());
    number("session", mishap.session());
    millis("at", mishap.at());
    member("operator", mishap.operator());
    member("line", mishap.line());
    out.append('}');
  }

  private void probes(Map.Entry<String, Integer> domain) throws IOException {
    out.append("{\"domain\":");
    text(domain.getKey());
    number("count", domain.getValue());
    out.append('}');
  }

  private void greylisted(GreylistTry one) throws IOException {
    out.append("{\"client\":");
    text(one.client());
    member("sender", one.sender());
    member("recipient", one.recipient());
    millis("at", one.at());
    out.append(",\"passed\":").append(Boolean.toString(one.passed())).append('}');
  }

  private void session(SessionLog session) throws IOException {
    out.append("{\"number\":").append(Long.toString(session.number()));
    member("operator", session.operator());
    member("server", session.server());
    member("client", session.client());
    millis("began", session.began());
    if (session.ended().isPresent()) {
      millis("ended", session.ended().get());
    }
    out.append(",\"encrypted\":").append(Boolean.toString(session.encrypted()));
    number("recipients", session.recipients());
    out.append(",\"steps\":");
    array(session.steps(), this::step);
    out.append('}');
  }

  private void step(SessionLog.Step step) throws IOException {
    out.append(step.fromClient() ? "{\"client\":" : "{\"server\":");
    text(step.text());
    millis("at", step.at());
    out.append('}');
  }

  private <T> void array(List<T> items, Item<T> item) throws IOException {
    out.append('[');
    String between = "\n";
    for (T one : items) {
      out.append(between);
      item.write(one);
      between = ",\n";
    }
    out.append(']');
  }

  private void member(String name, String value) throws IOException {
    out.append(",\"").append(name).append("\":");
    text(value);
  }

  private void number(String name, long value) throws IOException {
    out.append(",\"").append(name).append("\":").append(Long.toString(value));
  }

  private void millis(String name, Duration value) throws IOException {
    number(name, value.toMillis());
  }

  private void text(String text) throws IOException {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        out.append('\\').append(letter);
      } else if (letter < ' ' || Character.isSurrogate(letter) || letter == 0x7F) {
        out.append("\\u%04x".formatted((int) letter));
      } else {
        out.append(letter);
      }
    }
    out.append('"');
  }
}
