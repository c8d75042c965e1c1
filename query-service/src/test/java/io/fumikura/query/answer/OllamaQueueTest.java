package io.fumikura.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.access.Caller;
import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.query.call.Deadline;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who waits for one of the places towards Ollama. */
class OllamaQueueTest extends OllamaFixture {
    private static final Caller OTHER = Caller.anyone("another");

    @Test
    void tellsWhoWaitsTheirPlaceAndRefusesWhoFindsNone() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        OllamaAnswerModel model = model(ollama.url(), 1);
        ollama.plays(
                stage -> {
                    stage.token("20");
                    assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
                    stage.end();
                });
        BlockingQueue<Generation> first = started(model);
        assertThat(first.poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Token("20"));

        BlockingQueue<Generation> second = started(model);
        BlockingQueue<Generation> third = started(model, OTHER);
        assertThat(second.poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Waiting(1));
        assertThat(third.poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Waiting(2));
        assertThat(failure(model).code()).isEqualTo(ErrorCode.OVERLOADED);

        over.countDown();
        assertThat(second.poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Token("20"));
        assertThat(third.poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Waiting(1));
        assertThat(third.poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Token("20"));
    }

    @Test
    void keepsRoomInTheQueueForOtherCallers() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        OllamaAnswerModel model = model(ollama.url(), 1);
        writesUntil(over);
        assertThat(started(model).poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(started(model).poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Waiting(1));

        assertThat(failure(model).detail()).contains("of this caller");
        assertThat(started(model, OTHER).poll(10, TimeUnit.SECONDS))
                .isEqualTo(new Generation.Waiting(2));
        over.countDown();
    }

    @Test
    void givesThePlaceOfOneWhoLeavesToTheNext() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        OllamaAnswerModel model = model(ollama.url(), 1);
        writesUntil(over);
        CountDownLatch first = new CountDownLatch(1);
        Cancellable running =
                model.generate(BY, PROMPT, deadline())
                        .subscribe()
                        .with(part -> first.countDown(), failure -> {});
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
        BlockingQueue<Generation> second = started(model);
        assertThat(second.poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Waiting(1));

        running.cancel();

        assertThat(second.poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Token("20"));
        over.countDown();
    }

    @Test
    void keepsNoPlaceForOneWhoLeavesBeforeComingIn() throws Exception {
        OllamaAnswerModel model = model(ollama.url(), 1);
        ollama.plays(stage -> stage.token("20"));

        model.generate(BY, PROMPT, deadline()).subscribe(new Leaving());

        assertThat(started(model).poll(10, TimeUnit.SECONDS)).isEqualTo(new Generation.Token("20"));
    }

    @Test
    void saysThatTheCallersOwnTimeIsOverWhereItIsTheShorter() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        OllamaAnswerModel model = model(ollama.url(), 1);
        writesUntil(over);
        assertThat(started(model).poll(10, TimeUnit.SECONDS)).isNotNull();

        ServiceException failure = failure(model, Deadline.after(Duration.ofMillis(1_100)));

        assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(failure.detail()).contains("within 1 s");
        over.countDown();
    }

    @Test
    void doesNotWaitForAPlaceForEver() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        OllamaAnswerModel model = model(ollama.url(), 1);
        writesUntil(over);
        assertThat(started(model).poll(10, TimeUnit.SECONDS)).isNotNull();

        assertThat(failure(model).detail()).contains("no time for this answer within 2 s");
        over.countDown();
    }

    /** Closes the page as soon as it is opened. */
    private static final class Leaving implements Flow.Subscriber<Generation> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(Generation part) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    /** A word, and then nothing more until it is over. */
    private void writesUntil(CountDownLatch over) {
        ollama.plays(
                stage -> {
                    stage.token("20");
                    over.await();
                });
    }

    private BlockingQueue<Generation> started(OllamaAnswerModel model) {
        return started(model, BY);
    }

    private BlockingQueue<Generation> started(OllamaAnswerModel model, Caller by) {
        BlockingQueue<Generation> seen = new LinkedBlockingQueue<>();
        model.generate(by, PROMPT, deadline()).subscribe().with(seen::add, failure -> {});
        return seen;
    }
}
