package io.winnow.lab.list;

import java.util.List;

/** An invented company among the customers, as in the world's data file. */
record CustomerCompany(String domain, String name, String city, CustomerRegion region) {
  static final List<CustomerCompany> ALL =
      """
      adlerwerk.example|Adlerwerk Maschinenbau AG|Kassel|de
      alpenblick-hotel.example|Hotel Alpenblick|Garmisch-Partenkirchen|de
      arztpraxis-seidel.example|Praxis Dr. med. Seidel & Kollegen|Fulda|de
      atelier-fontaine.example|Atelier Fontaine|Strasbourg|fr
      autohaus-petersen.example|Autohaus Petersen GmbH & Co. KG|Husum|de
      baeckerei-lorenz.example|Bäckerei Lorenz|Bamberg|de
      bergmann-logistik.example|Bergmann Logistik GmbH|Duisburg|de
      blauhaus-design.example|Blauhaus Design|Berlin|de
      bootswerft-claasen.example|Bootswerft Claasen, Inh. Hauke Claasen|Emden|de
      bürohof.example|Bürohof Möbel & Technik GmbH|Essen|de
      brightwater-analytics.example|Brightwater Analytics Ltd|London|en
      buchladen-am-markt.example|Buchladen am Markt|Weimar|de
      casa-moretti.example|Casa Moretti S.r.l.|Verona|it
      clearfield-partners.example|Clearfield & Partners, LLP|Manchester|en
      dachdecker-wolff.example|Wolff Bedachungen|Celle|de
      delmar-shipping.example|Delmar Shipping B.V.|Rotterdam|en
      eichenhof-weine.example|Weingut Eichenhof|Neustadt an der Weinstraße|de
      elektro-kramer.example|Elektro Kramer|Siegen|de
      fabrik-neun.example|Fabrik Neun|Leipzig|de
      fahrschule-drexler.example|Fahrschule Drexler|Passau|de
      foerdekontor.example|Fördekontor e.G.|Flensburg|de
      gartenbau-thiele.example|Gartenbau Thiele|Erfurt|de
      gestuet-birkenau.example|Gestüt Birkenau|Verden|de
      granite-peak.example|Granite Peak, Inc.|Edinburgh|en
      hafenkontor-nord.example|Hafenkontor Nord GmbH|Hamburg|de
      harrow-and-finch.example|Harrow & Finch|Bristol|en
      heimatverein-oberau.example|Heimatverein Oberau e.V.|Oberau|de
      holzmanufaktur-krebs.example|Holzmanufaktur Krebs|Detmold|de
      ingenieurbuero-falk.example|Ingenieurbüro Falk|Dresden|de
      jansen-tiefbau.example|Jansen Tiefbau GmbH|Leer|de
      kanzlei-roth-stein.example|Roth, Stein & Partner Rechtsanwälte|Frankfurt am Main|de
      kaffeeroesterei-sued.example|Kaffeerösterei Süd|Augsburg|de
      kühlhaus-nord.example|Kühlhaus Nord GmbH|Bremerhaven|de
      lakeshore-dental.example|Lakeshore Dental|Dublin|en
      larkspur-books.example|Larkspur Books|Leeds|en
      lindqvist-maskin.example|Lindqvist Maskin AB|Malmö|en
      maison-beaulieu.example|Maison Beaulieu|Lyon|fr
      malerbetrieb-ott.example|Malerbetrieb Ott|Ulm|de
      medizintechnik-haas.example|Haas Medizintechnik GmbH|Tuttlingen|de
      meridian-freight.example|Meridian Freight Ltd|Cork|en
      müller-bau.example|Müller Bau GmbH|Rosenheim|de
      nordlicht-energie.example|Nordlicht Energie eG|Kiel|de
      oldmill-brewing.example|"Old Mill" Brewing Co.|Bristol|en
      optik-sommer.example|Optik Sommer|Jena|de
      papierfabrik-greve.example|Papierfabrik Greve, Werk II|Düren|de
      pellegrino-marmi.example|Pellegrino Marmi|Carrara|it
      physio-am-park.example|Physio am Park|Potsdam|de
      quellwasser-handel.example|Quellwasser Handels-KG|Bad Kissingen|de
      redbrick-studios.example|Redbrick Studios|Manchester|en
      reisebuero-kolumbus.example|Reisebüro "Kolumbus"|Cottbus|de
      sanitaer-vogel.example|Vogel Sanitär & Heizung|Trier|de
      schreinerei-huber.example|Schreinerei Huber|Rosenheim|de
      seeblick-immobilien.example|Seeblick Immobilien, Büro Konstanz|Konstanz|de
      silverline-optics.example|Silverline Optics Ltd|London|en
      steuerberatung-kuhn.example|Kuhn Steuerberatung|Mainz|de
      tanzschule-ritter.example|Tanzschule Ritter|Bonn|de
      tischlerei-brandt.example|Tischlerei Brandt|Schwerin|de
      uhren-adler.example|Uhren Adler|Pforzheim|de
      verlag-morgenrot.example|Verlag Morgenrot|Tübingen|de
      weingut-sonnenberg.example|Weingut Sonnenberg|Würzburg|de
      westwind-textil.example|Westwind Textil GmbH|Mönchengladbach|de
      whitfield-legal.example|Whitfield Legal LLP|London|en
      zahnarzt-dr-ernst.example|Zahnarztpraxis Dr. Ernst|Göttingen|de
      zimmerei-wagner.example|Zimmerei Wagner|Bad Tölz|de"""
          .lines()
          .map(line -> line.split("\\|", -1))
          .map(
              cells ->
                  new CustomerCompany(
                      cells[0], cells[1], cells[2], CustomerRegion.ofCode(cells[3])))
          .toList();
}
