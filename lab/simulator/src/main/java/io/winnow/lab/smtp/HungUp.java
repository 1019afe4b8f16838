package io.winnow.lab.smtp;

import java.io.IOException;

/** The server ends the session here. */
final class HungUp extends IOException {
  private static final long serialVersionUID = 1;

  HungUp(String why) {
    super(why);
  }
}
