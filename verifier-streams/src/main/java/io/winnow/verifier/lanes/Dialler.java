package io.winnow.verifier.lanes;

import java.util.List;

/** Makes connections. */
interface Dialler {

  /**
   * Begins to open a session with a host: one connection, even if several of its addresses are
   * tried until one stands. Returns at once, and calls the listener only afterwards, from a thread
   * of its own.
   */
  Dialled dial(Way way, Listener listener);

  /** A connection that is being made, or stands. */
  interface Dialled {
    /** Ends it at once, without a word. {@link Listener#ended} follows. */
    void abort();
  }

  /** Hears of one connection, in this order: ready or notReady at most once, then ended. */
  interface Listener {
    /** Mailboxes can be asked for. */
    void ready(Session session);

    /**
     * There is no session.
     *
     * @param otherwise whether the same host can be dialled again at once, which will be done in
     *     another manner, such as without TLS
     * @param transcript what was said
     */
    void notReady(Heard heard, boolean otherwise, List<String> transcript);

    /** The connection is gone, whether there was a session or not. Once, and last. */
    void ended();
  }
}
