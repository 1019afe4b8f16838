package io.winnow.sink.results;

import io.winnow.kit.http.Problem;
import io.winnow.sink.limits.AtOnce;
import io.winnow.sink.slices.DamagedFileException;
import java.io.IOException;

/**
 * The requests that read results, by whichever API: together they are no more than may be under way
 * at a time. Safe for concurrent use.
 *
 * @param places shared by all APIs
 */
public record Downloads(AtOnce places) {

  /** Writes an answer out of files. */
  @FunctionalInterface
  public interface Answer {
    /** Writes it, from its head on. */
    void write() throws IOException;
  }

  /**
   * Answers while there is a place.
   *
   * @param account whose results they are
   * @throws Problem when there are too many, or the files are damaged and nothing has been sent
   * @throws IOException when the files cannot be read or the client takes nothing more
   */
  public void answer(String account, Answer answer) throws IOException {
    try (AtOnce.Place _ = places.enter(account)) {
      answer.write();
    } catch (DamagedFileException e) {
      Problem problem = Problem.of(500, "result_damaged", String.valueOf(e.getMessage()));
      problem.initCause(e);
      throw problem;
    }
  }
}
