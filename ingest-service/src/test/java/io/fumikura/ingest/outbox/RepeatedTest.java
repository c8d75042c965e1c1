package io.fumikura.ingest.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class RepeatedTest {
    private final Deque<UniEmitter<? super Integer>> begun = new ArrayDeque<>();
    private final Repeated repeated =
            new Repeated(() -> Uni.createFrom().<Integer>emitter(begun::add));

    @Test
    void goesOnWhileThereIsSomethingToDo() {
        repeated.wake();

        begun.remove().complete(3);
        assertThat(begun).hasSize(1);
        begun.remove().complete(0);

        assertThat(begun).isEmpty();
    }

    @Test
    void looksOnceMoreWhenItWasWokenMeanwhile() {
        repeated.wake();
        repeated.wake();
        assertThat(begun).as("never two at once").hasSize(1);

        begun.remove().complete(0);

        assertThat(begun).hasSize(1);
    }

    @Test
    void aFailureEndsItUntilItIsWoken() {
        repeated.wake();

        begun.remove().fail(new IllegalStateException("the database is away"));

        assertThat(begun).isEmpty();
        repeated.wake();
        assertThat(begun).hasSize(1);
    }

    @Test
    void beginsNothingOnceItIsStopped() {
        repeated.wake();
        repeated.stop();

        begun.remove().complete(3);
        repeated.wake();

        assertThat(begun).isEmpty();
    }
}
