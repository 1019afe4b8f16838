package io.winnow.sink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.winnow.contracts.Job;
import io.winnow.contracts.JobId;
import io.winnow.contracts.JobState;
import io.winnow.sink.fixtures.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class JobViewsTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final JobViews views = new JobViews(now::get);

  @Test
  void anExpiredJobIsCountedAndElseNoMore() {
    List<JobId> removed = new ArrayList<>();
    views.onRemoval(removed::add);
    views.put(Samples.job(7, 3, JobState.COMPLETED, Samples.LAYOUT));

    Job expired = Samples.job(7, 3, JobState.EXPIRED, Samples.LAYOUT);
    views.put(expired);

    assertThat(views.job(expired.id())).isEmpty();
    assertThat(views.all()).isEmpty();
    assertThat(views.expired("acme", expired.id())).hasValue(expired.updatedAt());
    assertThat(views.expired("other", expired.id())).isEmpty();
    assertThat(views.isDeleted(expired.id())).isTrue();
    assertThat(views.deleted()).containsExactly(expired.id());
    assertThat(views.count(JobState.COMPLETED)).isZero();
    assertThat(views.count(JobState.EXPIRED)).isEqualTo(1);
    assertThat(removed).containsExactly(expired.id());

    views.remove(expired.id());
    assertThat(views.expired("acme", expired.id())).isEmpty();
    assertThat(views.count(JobState.EXPIRED)).isZero();
  }

  @Test
  void aDeletedJobIsKnownAsLongAsRowsOfItMayComeAndThenForgotten() {
    views.put(job(1, JobState.COMPLETED));
    views.remove(new JobId(1));
    now.set(Instant.EPOCH.plus(Tombstones.KEPT.minusSeconds(1)));
    views.remove(new JobId(2));

    assertThat(views.deleted()).containsExactlyInAnyOrder(new JobId(1), new JobId(2));

    now.set(Instant.EPOCH.plus(Tombstones.KEPT));
    views.remove(new JobId(3));

    assertThat(views.isDeleted(new JobId(1))).isFalse();
    assertThat(views.deleted()).containsExactlyInAnyOrder(new JobId(2), new JobId(3));
    assertThat(views.job(new JobId(1))).as("it does not come back").isEmpty();
    assertThat(views.newestFirst("acme", null, _ -> true, 10)).isEmpty();
  }

  @Test
  void oneThatIsDeletedAgainIsKnownForAsLongAgain() {
    views.remove(new JobId(1));
    views.put(job(1, JobState.RUNNING));
    assertThat(views.isDeleted(new JobId(1))).isFalse();
    now.set(Instant.EPOCH.plus(Tombstones.KEPT.dividedBy(2)));
    views.remove(new JobId(1));

    now.set(Instant.EPOCH.plus(Tombstones.KEPT));
    views.remove(new JobId(2));

    assertThat(views.isDeleted(new JobId(1))).isTrue();
  }

  @Test
  void theLatestStateOfAJobIsKnown() {
    views.put(job(1, JobState.RUNNING));
    views.put(job(1, JobState.COMPLETED));

    assertThat(views.job(new JobId(1))).map(Job::state).contains(JobState.COMPLETED);
    assertThat(views.job(new JobId(2))).isEmpty();
  }

  @Test
  void jobsAreListedNewestFirstPageByPage() {
    for (int id = 1; id <= 5; id++) {
      views.put(job(id, id % 2 == 0 ? JobState.COMPLETED : JobState.RUNNING));
    }

    assertThat(ids(views.newestFirst("acme", null, _ -> true, 2))).containsExactly(5L, 4L);
    assertThat(ids(views.newestFirst("acme", new JobId(4), _ -> true, 2))).containsExactly(3L, 2L);
    assertThat(ids(views.newestFirst("acme", new JobId(2), _ -> true, 2))).containsExactly(1L);
    assertThat(ids(views.newestFirst("acme", null, job -> job.state() == JobState.RUNNING, 10)))
        .containsExactly(5L, 3L, 1L);
    assertThat(ids(views.each("acme", false).toList())).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(ids(views.each("acme", true).toList())).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(views.each("other", true)).isEmpty();
    assertThat(views.unfinished()).extracting(job -> job.id().value()).containsExactly(1L, 3L, 5L);
  }

  @Test
  void nobodySeesAnothersJobs() {
    views.put(job(1, JobState.RUNNING));

    assertThat(views.newestFirst("other", null, _ -> true, 10)).isEmpty();
    assertThat(views.job("other", new JobId(1))).isEmpty();
    assertThat(views.job("acme", new JobId(1))).isPresent();
  }

  @Test
  void aJobThatIsGoneIsListedNoMore() {
    views.put(job(1, JobState.COMPLETED));

    views.remove(new JobId(1));

    assertThat(views.newestFirst("acme", null, _ -> true, 10)).isEmpty();
    assertThat(views.job("acme", new JobId(1))).isEmpty();
  }

  @Test
  void jobsAreCountedByState() {
    views.put(job(1, JobState.LOADING));
    views.put(job(2, JobState.LOADING));
    views.put(job(2, JobState.RUNNING));
    views.put(job(3, JobState.FAILED));
    views.remove(new JobId(3));
    views.remove(new JobId(4));

    assertThat(views.count(JobState.LOADING)).isEqualTo(1);
    assertThat(views.count(JobState.RUNNING)).isEqualTo(1);
    assertThat(views.count(JobState.FAILED)).isZero();
    assertThat(views.count(JobState.COMPLETED)).isZero();
  }

  @Test
  void listenersLearnOfEachState() {
    List<JobState> told = new ArrayList<>();
    views.onChange(job -> told.add(job.state()));

    views.put(job(1, JobState.LOADING));
    views.put(job(1, JobState.RUNNING));

    assertThat(told).containsExactly(JobState.LOADING, JobState.RUNNING);
  }

  private static Job job(long id, JobState state) {
    return Samples.job(id, 3, state, Samples.LAYOUT);
  }

  private static List<Long> ids(List<Job> jobs) {
    return jobs.stream().map(job -> job.id().value()).toList();
  }
}
