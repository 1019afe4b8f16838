package io.winnow.lab.dns;

/** What a channel of the server does when it is ready. Handles its own failures. */
interface Endpoint {
  void ready();
}
