package io.fumikura.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PhaseTest {
    private static void see(Phase phase, Request request, Outcome outcome) {
        phase.watch(request, System.nanoTime(), CompletableFuture.completedFuture(outcome));
    }

    @Test
    void whileAllIsWellEverythingIsDoneAsAskedFor() {
        Phase phase = Phase.well();
        see(phase, Request.SEARCH, Outcome.DONE);
        see(phase, Request.UPLOAD, Outcome.DONE);
        assertThat(phase.broken()).isEmpty();

        see(phase, Request.SEARCH, Outcome.DEGRADED);
        assertThat(phase.broken()).containsExactly("all well: 1 of 2 search requests DEGRADED");
    }

    @Test
    void withoutAModelAnswersMayLackSomethingAndUploadsMayNot() {
        Phase phase = Phase.of(Dependency.EMBEDDING, Fault.REFUSING);
        see(phase, Request.SEARCH, Outcome.DEGRADED);
        assertThat(phase.broken()).isEmpty();

        see(phase, Request.UPLOAD, Outcome.TOLD);
        assertThat(phase.broken())
                .containsExactly("embedding refusing: 1 of 1 upload requests TOLD");
    }

    @Test
    void nothingMayHangOrBreakWhateverIsAway() {
        for (Dependency dependency : Dependency.values()) {
            for (Request request : Request.values()) {
                assertThat(dependency.mayMean(request, Outcome.HANGING)).isFalse();
                assertThat(dependency.mayMean(request, Outcome.BROKEN)).isFalse();
                assertThat(dependency.mayMean(request, Outcome.DONE)).isTrue();
            }
        }
    }

    @Test
    void timeCountsFromWhenARequestWasDue() {
        Phase phase = Phase.well();
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        phase.watch(Request.SEARCH, System.nanoTime() - TimeUnit.SECONDS.toNanos(3), answer);
        answer.complete(Outcome.DONE);
        phase.settle();

        assertThat(phase.tally(Request.SEARCH).percentile(50)).isBetween(3_000.0, 10_000.0);
        assertThat(phase.tally(Request.SEARCH).count(Outcome.DONE)).isEqualTo(1);
    }
}
