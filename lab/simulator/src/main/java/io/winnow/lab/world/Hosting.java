package io.winnow.lab.world;

import java.util.List;

/** Whose mail exchangers the domains of a {@link MailKind} have. */
enum Hosting {
  /** One of the operators that most domains share. */
  SHARED,
  /** An operator for the kind alone. */
  OWN,
  /** Two hosts of an operator for the kind alone. */
  OWN_PAIR,
  /** Google Workspace. */
  GOOGLE,
  /** Microsoft 365, where each customer has a host name of its own. */
  TENANT,
  MIMECAST,
  PROOFPOINT,
  YAHOO,
  /** One of Yahoo's that defers us. */
  YAHOO_TSS04;

  private static final int MOST_OF_A_LABEL = 63;
  private static final String TENANTS = ".mail.protection.outlook.com";

  List<MailExchanger> exchangersOf(String domain, String kind) {
    return switch (this) {
      case SHARED -> List.of(new MailExchanger(10, Operators.primaryHost(Operators.of(domain))));
      case OWN -> List.of(new MailExchanger(10, "mx1." + ownOperator(kind)));
      case OWN_PAIR ->
          List.of(
              new MailExchanger(10, "mx1." + ownOperator(kind)),
              new MailExchanger(20, "mx2." + ownOperator(kind)));
      case GOOGLE ->
          List.of(
              new MailExchanger(1, "aspmx.l.google.com"),
              new MailExchanger(5, "alt1.aspmx.l.google.com"),
              new MailExchanger(5, "alt2.aspmx.l.google.com"));
      case TENANT -> List.of(new MailExchanger(0, tenant(domain) + TENANTS));
      case MIMECAST ->
          List.of(
              new MailExchanger(10, "eu-smtp-inbound-1.mimecast.com"),
              new MailExchanger(10, "eu-smtp-inbound-2.mimecast.com"));
      case PROOFPOINT ->
          List.of(
              new MailExchanger(10, "mxa-00112233.gslb.pphosted.com"),
              new MailExchanger(10, "mxb-00112233.gslb.pphosted.com"));
      case YAHOO -> List.of(new MailExchanger(1, "mx-biz.mail.am0.yahoodns.net"));
      case YAHOO_TSS04 -> List.of(new MailExchanger(1, "mx-tss04.mail.am0.yahoodns.net"));
    };
  }

  /** Whether it is the host of a customer of Microsoft 365; every name there is. */
  static boolean isTenant(String host) {
    return host.endsWith(TENANTS) && host.indexOf('.') == host.length() - TENANTS.length();
  }

  private static String ownOperator(String kind) {
    return kind + "-mail.example";
  }

  private static String tenant(String domain) {
    String label = domain.replace("-", "--").replace('.', '-');
    return label.substring(0, Math.min(MOST_OF_A_LABEL, label.length())).replaceFirst("-+$", "");
  }
}
