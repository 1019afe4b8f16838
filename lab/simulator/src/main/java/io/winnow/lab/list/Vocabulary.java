package io.winnow.lab.list;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Words of which invented people and companies are named. */
final class Vocabulary {
  static final List<String> FIRST_NAMES =
      List.of(
          "Anna",
          "Ben",
          "Clara",
          "David",
          "Elif",
          "Felix",
          "Greta",
          "Hannes",
          "Ines",
          "Jonas",
          "Katharina",
          "Lukas",
          "Marie",
          "Niklas",
          "Olivia",
          "Paul",
          "Quentin",
          "Rosa",
          "Simon",
          "Theresa",
          "Ulrich",
          "Vera",
          "Wolfgang",
          "Xenia",
          "Yusuf",
          "Zoe",
          "Noémie",
          "Jürgen",
          "Björn",
          "Käthe",
          "Günther",
          "André",
          "Chloé",
          "François",
          "José",
          "Søren",
          "Łukasz",
          "Giulia",
          "Matteo",
          "Camille",
          "Emma",
          "Oliver",
          "Charlotte",
          "Henry",
          "Aisha",
          "Omar",
          "Svetlana",
          "Dmitri",
          "Ingrid",
          "Lars",
          "Pieter",
          "Sanne",
          "Marta",
          "Piotr",
          "Nadia",
          "Tobias",
          "Birgit",
          "Holger",
          "Renate",
          "Torsten");

  static final List<String> LAST_NAMES =
      List.of(
          "Schmidt",
          "Schneider",
          "Fischer",
          "Weber",
          "Wagner",
          "Becker",
          "Hoffmann",
          "Schulz",
          "Koch",
          "Bauer",
          "Richter",
          "Klein",
          "Wolf",
          "Neumann",
          "Schwarz",
          "Zimmermann",
          "Braun",
          "Hartmann",
          "Lange",
          "Krause",
          "Müller",
          "Schröder",
          "Krüger",
          "Böhm",
          "Jäger",
          "Köhler",
          "König",
          "Weiß",
          "Groß",
          "Möller",
          "O'Brien",
          "Smith",
          "Taylor",
          "Johnson",
          "Walker",
          "Dubois",
          "Lefèvre",
          "Moreau",
          "Rossi",
          "Esposito",
          "Ferrari",
          "García",
          "Fernández",
          "Novák",
          "Kowalski",
          "Nowak",
          "Wójcik",
          "Jansen",
          "de Vries",
          "Bakker",
          "Andersen",
          "Lindqvist",
          "Sørensen",
          "Yılmaz",
          "Demir",
          "Petrov",
          "Ivanova",
          "Meier",
          "Huber",
          "Frei");

  static final List<String> TRADES =
      List.of(
          "baeckerei",
          "kanzlei",
          "autohaus",
          "praxis",
          "malerbetrieb",
          "weingut",
          "gartenbau",
          "elektro",
          "logistik",
          "immobilien",
          "tischlerei",
          "verlag",
          "apotheke",
          "optik",
          "steuerberatung",
          "hotel",
          "studio",
          "consulting",
          "labs",
          "shop");

  static final List<String> TRADES_WITH_UMLAUTS =
      List.of("bäckerei", "küchenhaus", "möbel", "gärtnerei", "büro", "schlüsseldienst");

  static final List<String> LEGAL_FORMS =
      List.of("GmbH", "AG", "KG", "e.K.", "GmbH & Co. KG", "Ltd", "SARL", "S.r.l.", "e.V.");

  private Vocabulary() {}

  /** In letters of ASCII, lower-case, without spaces or apostrophes. */
  static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length() + 2);
    for (char letter : name.toLowerCase(Locale.ROOT).toCharArray()) {
      switch (letter) {
        case 'ä' -> plain.append("ae");
        case 'ö', 'ø' -> plain.append("oe");
        case 'ü' -> plain.append("ue");
        case 'ß' -> plain.append("ss");
        case 'ı' -> plain.append('i');
        case 'ł' -> plain.append('l');
        case ' ', '\'' -> {}
        default -> plain.append(withoutMark(letter));
      }
    }
    return plain.toString();
  }

  private static char withoutMark(char letter) {
    return letter < 0x80
        ? letter
        : Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD).charAt(0);
  }
}
