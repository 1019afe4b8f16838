package io.winnow.bench;

/**
 * What the settings of lanes allow, where a server takes the same time for each reply and nothing
 * else takes any.
 *
 * @param connections of all lanes together, at a time
 * @param recipientsPerSession 1 when sessions are not reused
 * @param secondsPerReply more than 0
 */
record ProbeLimit(int connections, int recipientsPerSession, double secondsPerReply) {
  /** Banner, EHLO, MAIL and QUIT. */
  private static final int REPLIES_BESIDE_RECIPIENTS = 4;

  /** Of one session, by its replies. */
  double secondsPerSession() {
    return (REPLIES_BESIDE_RECIPIENTS + recipientsPerSession) * secondsPerReply;
  }

  /** How many a second. */
  double recipientsPerSecond() {
    return connections * recipientsPerSession / secondsPerSession();
  }
}
