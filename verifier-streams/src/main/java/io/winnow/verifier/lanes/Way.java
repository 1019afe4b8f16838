package io.winnow.verifier.lanes;

/**
 * Where a connection goes and by which way: what may share a session.
 *
 * @param host in lower case
 * @param egress names the way out
 */
record Way(String host, String egress) {}
