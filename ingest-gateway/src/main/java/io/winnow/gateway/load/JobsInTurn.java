package io.winnow.gateway.load;

import io.winnow.contracts.JobId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The jobs that are being loaded, in turns, and what others want of them. For any thread. */
final class JobsInTurn {
  private static final int STOPPING_REMEMBERED = 100_000;

  private final BlockingQueue<LoadingJob> turns = new LinkedBlockingQueue<>();

  /** Jobs that were begun and neither have ended nor are said to have. */
  private final Set<JobId> wanted = ConcurrentHashMap.newKeySet();

  /** Jobs that are to be loaded no further, also such as are yet to come; the latest of them. */
  private final Set<JobId> stopping =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<JobId, Boolean> eldest) {
                  return size() > STOPPING_REMEMBERED;
                }
              }));

  void begin(LoadingJob job) {
    wanted.add(job.id());
    turns.add(job);
  }

  /** The job whose turn it is; null when there is none within so many milliseconds. */
  @Nullable LoadingJob take(long millis) throws InterruptedException {
    return turns.poll(millis, TimeUnit.MILLISECONDS);
  }

  /** It is to have another turn, after all others. */
  void putBack(LoadingJob job) {
    turns.add(job);
  }

  /** Those that are in no one's hand, at this moment. */
  List<LoadingJob> waiting() {
    return new ArrayList<>(turns);
  }

  int size() {
    return turns.size();
  }

  /** Takes the next one, to let go of it; null when there is none. */
  @Nullable LoadingJob drain() {
    return turns.poll();
  }

  /** Nobody wants it to be loaded any more, or it is loaded. */
  void unwanted(JobId job) {
    wanted.remove(job);
  }

  boolean isWanted(JobId job) {
    return wanted.contains(job);
  }

  int wanted() {
    return wanted.size();
  }

  /** It is to be loaded no further than it is when its turn comes. */
  void stop(JobId job) {
    stopping.add(job);
  }

  boolean isStopping(JobId job) {
    return stopping.contains(job);
  }

  /** What became of it has been said. */
  void ended(JobId job) {
    wanted.remove(job);
    stopping.remove(job);
  }
}
