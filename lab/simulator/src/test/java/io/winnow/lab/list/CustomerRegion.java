package io.winnow.lab.list;

import java.util.List;

/** Where invented customers live, what they are called and where they have their mail. */
record CustomerRegion(
    String code,
    int share,
    List<String> firstNames,
    List<String> lastNames,
    List<String> cities,
    List<String> providers,
    List<String> notes) {

  static final List<CustomerRegion> ALL =
      List.of(
          new CustomerRegion(
              "de",
              68,
              words(
                  """
                  Anja Andreas Anke Barbara Bernd Birgit Björn Carina Christian Claudia Dennis
                  Dieter Dörte Elke Emine Florian Franziska Gerd Günther Hannah Heike Heinz Holger
                  Ines Ingo Jan Jana Jens Jörg Johanna Jürgen Käthe Karin Kerstin Klaus Lara Lena
                  Leonie Lukas Manfred Maria Marie-Luise Markus Martina Matthias Mehmet Melanie
                  Michael Monika Nadine Niklas Nils Nina Norbert Oliver Paul Petra Rainer Ralf
                  Renate Rolf Sabine Sandra Simone Sönke Sophie Stefan Susanne Sven Tanja Thomas
                  Thorsten Ulrike Ursula Uwe Vanessa Volker Werner Wiebke Wolfgang Yasemin"""),
              words(
                  """
                  Ahrens Albrecht Arslan Bachmann Bäcker Baumann Becker Behrens Berger Böhm Böttcher
                  Brandt Bruns Busch Claasen Dietrich Ebert Engel Faßbender Fischer Frank Friedrich
                  Fuchs Fürst Geiger Gerlach Götz Graf Groß Günther Haas Hahn Hansen Hartwig Heinrich
                  Herrmann Hinrichs Hoffmann Hübner Jäger Jansen Kaiser Kaya Keller Kern Köhler König
                  Krämer Kraus Kröger Krüger Kühn Kuhn Lang Lehmann Lindner Lorenz Ludwig Maier Marx
                  Meyer Meyer-Lüders Möller Müller Nagel Neumann Otto Paulsen Peters Pfeiffer Pohl
                  Reuter Richter Riedel Roth Sauer Schäfer Schmitt Schnell Schön Schröder Schubert
                  Schulte Schütz Seidel Sommer Stein Thiele Thoma Ullrich Voß Vogt Wagner Walter
                  Weiß Wendt Werner Winkler Wolff Yıldız Zeller Zimmer"""),
              List.of(
                  "Berlin",
                  "Hamburg",
                  "München",
                  "Köln",
                  "Frankfurt am Main",
                  "Stuttgart",
                  "Düsseldorf",
                  "Leipzig",
                  "Dortmund",
                  "Bremen",
                  "Hannover",
                  "Nürnberg",
                  "Münster",
                  "Freiburg",
                  "Lübeck",
                  "Göttingen",
                  "Würzburg",
                  "Halle (Saale)",
                  "Kiel",
                  "Wien",
                  "Graz",
                  "Zürich",
                  "Oldenburg",
                  "Tübingen",
                  "Görlitz",
                  "Bad Tölz",
                  "Flensburg"),
              List.of(
                  "gmail.com",
                  "gmail.com",
                  "gmail.com",
                  "gmail.com",
                  "web.de",
                  "web.de",
                  "web.de",
                  "gmx.de",
                  "gmx.de",
                  "gmx.de",
                  "gmx.net",
                  "t-online.de",
                  "t-online.de",
                  "freenet.de",
                  "outlook.de",
                  "outlook.com",
                  "hotmail.com",
                  "hotmail.de",
                  "icloud.com",
                  "icloud.com",
                  "yahoo.de",
                  "posteo.de",
                  "mailbox.org",
                  "arcor.de",
                  "googlemail.com",
                  "me.com",
                  "gmx.at",
                  "bluewin.ch",
                  "proton.me"),
              List.of(
                  "Newsletter",
                  "Newsletter",
                  "Newsletter",
                  "kein Newsletter!",
                  "Stammkundschaft seit 2009",
                  "Rechnung per Post, nicht per Mail",
                  "bestellt immer im Dezember, Lieferung an die Nachbarn",
                  "Lieferadresse weicht ab",
                  "ruft lieber an",
                  "Messe 2023, Halle 4",
                  "Empfehlung von Frau Behrens",
                  "hat 2x reklamiert, bitte freundlich bleiben",
                  "möchte mit \"Frau Dr.\" angeschrieben werden",
                  "Gutschein eingelöst",
                  "Zahlungsziel 30 Tage",
                  "Ansprechpartner wechselt, siehe Akte",
                  "Rabatt 5 %; bis Jahresende",
                  "umgezogen?",
                  "Adresse handschriftlich, evtl. Lesefehler")),
          new CustomerRegion(
              "fr",
              10,
              words(
                  """
                  Amélie Antoine Aurélie Benoît Camille Chloé Émilie Étienne François Hélène Jérôme
                  Julien Laurent Margaux Mathilde Noémie Océane Rémi Thibault Véronique"""),
              words(
                  """
                  Bernard Besson Chevalier Delacroix Dupré Faure Fontaine Garnier Guérin Lambert
                  Lefèvre Marchand Mercier Moreau Perrin Renaud Roussel Vasseur"""),
              List.of("Paris", "Lyon", "Strasbourg", "Nîmes", "Besançon", "Orléans", "Genève"),
              List.of(
                  "orange.fr",
                  "orange.fr",
                  "wanadoo.fr",
                  "free.fr",
                  "laposte.net",
                  "sfr.fr",
                  "gmail.com",
                  "gmail.com",
                  "yahoo.fr",
                  "hotmail.fr"),
              List.of(
                  "newsletter",
                  "préfère le français",
                  "livraison en point relais, pas à domicile",
                  "facture à l'adresse du siège",
                  "rappeler en septembre")),
          new CustomerRegion(
              "en",
              8,
              words(
                  """
                  Alice Callum Charlotte Daniel Eleanor George Grace Harriet James Megan Nathan
                  Oscar Rhys Siobhan Sophie Thomas Imogen"""),
              words(
                  """
                  Atkinson Barlow Brooks Clarke Doyle Fletcher Gallagher Hargreaves Hughes Lawson
                  Mercer O'Brien O'Connell Pemberton Quinn Shaw Whitaker"""),
              List.of("London", "Manchester", "Leeds", "Bristol", "Edinburgh", "Cork", "Dublin"),
              List.of(
                  "gmail.com",
                  "gmail.com",
                  "gmail.com",
                  "outlook.com",
                  "hotmail.co.uk",
                  "yahoo.co.uk",
                  "btinternet.com",
                  "icloud.com",
                  "live.com",
                  "aol.com"),
              List.of(
                  "newsletter",
                  "no newsletter!",
                  "paid by cheque, twice",
                  "met at trade fair 2023, stand 4",
                  "says \"call, don't write\"",
                  "moved?")),
          new CustomerRegion(
              "it",
              7,
              words(
                  """
                  Alessia Chiara Davide Elisa Federico Giada Giulia Lorenzo Martina Matteo Niccolò
                  Paola Salvatore Silvia"""),
              words(
                  """
                  Barbieri Bianchi Caruso Colombo Costa D'Angelo Ferraro Galli Lombardi Marini
                  Moretti Pellegrino Rizzo Testa"""),
              List.of("Milano", "Torino", "Bologna", "Verona", "Forlì", "Bolzano", "Napoli"),
              List.of(
                  "libero.it",
                  "libero.it",
                  "virgilio.it",
                  "gmail.com",
                  "gmail.com",
                  "hotmail.com",
                  "icloud.com",
                  "yahoo.com"),
              List.of(
                  "newsletter",
                  "parla solo italiano",
                  "fattura elettronica, codice SDI in archivio",
                  "cliente dal 2014")),
          new CustomerRegion(
              "pl",
              4,
              List.of(
                  "Agnieszka",
                  "Bartosz",
                  "Dorota",
                  "Grzegorz",
                  "Kamila",
                  "Łukasz",
                  "Małgorzata",
                  "Paweł",
                  "Ewa",
                  "Michał",
                  "Zofia"),
              List.of(
                  "Kaczmarek",
                  "Kowalczyk",
                  "Mazur",
                  "Nowak",
                  "Pawlak",
                  "Sikora",
                  "Wieczorek",
                  "Wójcik",
                  "Zając",
                  "Dudek"),
              List.of("Wrocław", "Kraków", "Poznań", "Gdańsk", "Łódź"),
              List.of("wp.pl", "wp.pl", "o2.pl", "gmail.com", "gmail.com", "outlook.com"),
              List.of("newsletter", "faktura na firmę", "dostawa do paczkomatu, nie pod drzwi")),
          new CustomerRegion(
              "cs",
              3,
              List.of("Jiří", "Marek", "Ondřej", "Petr", "Tomáš", "Zdeněk"),
              List.of("Beneš", "Černý", "Dvořák", "Horák", "Krejčí", "Novák", "Procházka"),
              List.of("Praha", "Brno", "Plzeň"),
              List.of("seznam.cz", "seznam.cz", "gmail.com", "protonmail.com"),
              List.of("newsletter", "platí předem", "volat po 16. hodině, ne dříve")));

  static CustomerRegion ofCode(String code) {
    return ALL.stream().filter(region -> region.code().equals(code)).findFirst().orElseThrow();
  }

  private static List<String> words(String text) {
    return List.of(text.split("\\s+"));
  }
}
