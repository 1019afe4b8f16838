package io.winnow.lab.smtp;

import io.winnow.lab.LabWorld;
import io.winnow.lab.world.Mailbox;

/** Addresses whose mailbox is in a wanted state. */
final class Somebody {
  static final String RANDOM = "q7x2m9k4p1z8w5t3b6n0";

  private Somebody() {}

  static String at(LabWorld lab, String domain, Mailbox state) {
    return at(lab, domain, state, 0);
  }

  /** Another for each number. */
  static String at(LabWorld lab, String domain, Mailbox state, int number) {
    int left = number;
    for (int i = 0; ; i++) {
      String local = "anna.schmidt" + i;
      if (lab.world().mailbox(local, domain) == state && left-- == 0) {
        return local + "@" + domain;
      }
    }
  }
}
