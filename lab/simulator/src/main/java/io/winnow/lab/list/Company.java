package io.winnow.lab.list;

/** Invented companies, written in the ways that are hard on CSV. */
final class Company {
  private Company() {}

  /** Often none, then an empty text. */
  static String draw(Draws draws) {
    int way = draws.below(1_000);
    String last = draws.pick(Vocabulary.LAST_NAMES);
    if (way < 400) {
      return "";
    }
    if (way < 850) {
      return last + " " + draws.pick(Vocabulary.LEGAL_FORMS);
    }
    if (way < 930) {
      return last + ", " + draws.pick(Vocabulary.LAST_NAMES) + " & Partner";
    }
    if (way < 970) {
      return "Gasthaus \"Zum " + last + "\"";
    }
    if (way < 995) {
      return "Büro für Gestaltung " + last;
    }
    return last + " " + draws.pick(Vocabulary.LEGAL_FORMS) + "\nNiederlassung Süd";
  }
}
