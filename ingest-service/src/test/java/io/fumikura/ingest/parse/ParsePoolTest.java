package io.fumikura.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParsePoolTest {
    private static final Path FILE = Path.of("unused");

    @Test
    void givesUpADocumentThatTakesTooLong() {
        CountDownLatch never = new CountDownLatch(1);
        DocumentParser endless =
                (file, budget) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        budget.checkTime();
                    }
                    return new ParsedDocument(Optional.empty(), List.of()).reader();
                };

        try (ParsePool pool = pool(endless)) {
            assertThat(failure(pool))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
        }
    }

    @Test
    void closesADocumentThatIsOpenedTooLate() throws InterruptedException {
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        DocumentParser stubborn =
                (file, budget) -> {
                    while (late.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    return new PageReader() {
                        @Override
                        public Optional<String> title() {
                            return Optional.empty();
                        }

                        @Override
                        public Optional<Page> next() {
                            return Optional.empty();
                        }

                        @Override
                        public void close() {
                            closed.countDown();
                        }
                    };
                };

        try (ParsePool pool = pool(stubborn)) {
            assertThat(failure(pool)).isInstanceOf(ServiceException.class);
            late.countDown();

            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void survivesADocumentThatNestsTooDeep() {
        DocumentParser nested = (file, budget) -> deeper(0).reader();

        try (ParsePool pool = pool(nested)) {
            assertThat(failure(pool))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.DOCUMENT_TOO_LARGE));
        }
    }

    @Test
    void readsNoMoreAtATimeThanThereAreWorkers() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(2);
        DocumentParser parser =
                (file, budget) -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    together.countDown();
                    awaited(together);
                    now.decrementAndGet();
                    return new ParsedDocument(Optional.empty(), List.of()).reader();
                };

        try (ParsePool pool = new ParsePool(Map.of(Format.TEXT, parser), ParseLimits.DEFAULT, 1)) {
            List<CompletableFuture<OpenDocument>> all =
                    Stream.generate(() -> pool.open(Format.TEXT, FILE).toCompletableFuture())
                            .limit(4)
                            .toList();

            all.forEach(document -> assertThat(document.join().pages()).isZero());
            assertThat(most).hasValue(1);
        }
    }

    /** Whether another one comes; with one worker it does not, until this one ends. */
    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ParsedDocument deeper(int depth) {
        if (depth == Integer.MAX_VALUE) {
            return new ParsedDocument(Optional.empty(), List.of());
        }
        ParsedDocument result = deeper(depth + 1);
        return new ParsedDocument(Optional.of("" + depth), result.pages());
    }

    private static Throwable failure(ParsePool pool) {
        try {
            pool.open(Format.TEXT, FILE).toCompletableFuture().join();
        } catch (CompletionException e) {
            return Optional.ofNullable(e.getCause()).orElse(e);
        }
        throw new AssertionError("nothing failed");
    }

    private static ParsePool pool(DocumentParser parser) {
        return new ParsePool(Map.of(Format.TEXT, parser), Limits.within(Duration.ofMillis(100)), 1);
    }
}
