package io.fumikura.ingest.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.contract.problem.ErrorCode;
import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.blob.BlobKey;
import io.fumikura.ingest.blob.BlobStore;
import io.fumikura.ingest.blob.FolderBlobStore;
import io.fumikura.ingest.parse.Format;
import io.fumikura.ingest.parse.ParseLimits;
import io.fumikura.ingest.parse.bad.BadFile;
import io.fumikura.ingest.parse.bad.BadFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrawingThreadsTest {
    private static final Set<ErrorCode> CLEAR =
            Set.of(
                    ErrorCode.UNREADABLE_DOCUMENT,
                    ErrorCode.ENCRYPTED_DOCUMENT,
                    ErrorCode.NOT_FOUND,
                    ErrorCode.DEADLINE_EXCEEDED);

    @TempDir Path folder;

    @Test
    void givesUpADrawingThatTakesTooLong() {
        try (DrawingThreads threads = threads(Duration.ofMillis(50), 1, 1)) {
            CompletionStage<Integer> drawing =
                    threads.run(
                            budget -> {
                                while (true) {
                                    budget.checkTime();
                                    Thread.onSpinWait();
                                }
                            });

            assertFails(drawing, ErrorCode.DEADLINE_EXCEEDED);
        }
    }

    @Test
    void answersEvenWhenADrawingDoesNotStop() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (DrawingThreads threads = threads(Duration.ofMillis(50), 1, 1)) {
            CompletionStage<Integer> drawing =
                    threads.run(
                            budget -> {
                                while (end.getCount() > 0) {
                                    Thread.onSpinWait();
                                }
                                return 1;
                            });

            assertFails(drawing, ErrorCode.DEADLINE_EXCEEDED);
            end.countDown();
        }
    }

    @Test
    void refusesWhatWouldWaitTooLong() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (DrawingThreads threads = threads(Duration.ofSeconds(20), 1, 1)) {
            DrawingThreads.Work<Integer> work =
                    budget -> {
                        begun.countDown();
                        await(end);
                        return 1;
                    };
            CompletionStage<Integer> first = threads.run(work);
            begun.await();
            CompletionStage<Integer> second = threads.run(work);

            assertFails(threads.run(work), ErrorCode.OVERLOADED);

            end.countDown();
            assertThat(first.toCompletableFuture().join()).isEqualTo(1);
            assertThat(second.toCompletableFuture().join()).isEqualTo(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void saysThatMemoryRanOut() {
        try (DrawingThreads threads = threads(Duration.ofSeconds(20), 1, 1)) {
            assertFails(
                    threads.run(
                            budget -> {
                                throw new OutOfMemoryError("for a test");
                            }),
                    ErrorCode.UNREADABLE_DOCUMENT);
        }
    }

    static Stream<BadFile> badFiles() {
        return BadFiles.all().stream().filter(file -> format(file).isPresent());
    }

    private static Optional<Format> format(BadFile file) {
        String name = file.name();
        return name.endsWith(".pdf")
                ? Optional.of(Format.PDF)
                : name.endsWith(".png")
                        ? Optional.of(Format.PNG)
                        : name.endsWith(".jpg")
                                ? Optional.of(Format.JPEG)
                                : name.matches(".*\\.tiff?")
                                        ? Optional.of(Format.TIFF)
                                        : Optional.empty();
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void drawsABadFileOrSaysWhyNot(BadFile file) throws IOException {
        BlobStore blobs = new FolderBlobStore(folder, 50 << 20, 4096);
        var staged = blobs.staging().stage(new ByteArrayInputStream(file.bytes()));
        blobs.keep("default", staged);
        PictureOrder order =
                new PictureOrder(
                        new BlobKey("default", staged.sha256()),
                        format(file).orElseThrow(),
                        1,
                        800,
                        List.of());
        try (DrawingThreads threads = threads(Duration.ofSeconds(20), 1, 1)) {
            byte[] png = new PagePictures(blobs, threads).png(order).toCompletableFuture().join();

            assertThat(png).startsWith(0x89, 'P', 'N', 'G');
        } catch (CompletionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            ServiceException.class, fault -> assertThat(fault.code()).isIn(CLEAR));
        }
    }

    private static DrawingThreads threads(Duration time, int workers, int waiting) {
        return new DrawingThreads(ParseLimits.DEFAULT.within(time), workers, waiting);
    }

    private static void assertFails(CompletionStage<?> drawing, ErrorCode code) {
        assertThatThrownBy(() -> drawing.toCompletableFuture().join())
                .cause()
                .isInstanceOfSatisfying(
                        ServiceException.class, fault -> assertThat(fault.code()).isEqualTo(code));
    }
}
