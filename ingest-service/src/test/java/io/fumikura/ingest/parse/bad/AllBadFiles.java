package io.fumikura.ingest.parse.bad;

import io.fumikura.contract.problem.ServiceException;
import io.fumikura.ingest.parse.ParseLimits;
import io.fumikura.ingest.parse.ParsePool;
import io.fumikura.ingest.parse.ReadFile;
import io.fumikura.ingest.parse.ocr.OcrTimes;
import io.fumikura.ingest.parse.ocr.PageOcr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads all bad files, two at a time and with OCR, as the service does. Run in a process with the
 * memory the service has.
 */
public final class AllBadFiles {
    /** What the rest of the service takes. */
    private static final byte[] REST = new byte[80 << 20];

    private AllBadFiles() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        Queue<BadFile> left = new ConcurrentLinkedQueue<>(new ArrayDeque<>(BadFiles.all()));
        PageOcr ocr = new PageOcr(new BlankEngine(), Duration.ofMinutes(1), new OcrTimes());
        try (ParsePool pool = new ParsePool(ReadFile.parsers(ocr), ParseLimits.DEFAULT, 2)) {
            List<Thread> two =
                    List.of(
                            new Thread(() -> read(pool, left, folder.resolve("a"))),
                            new Thread(() -> read(pool, left, folder.resolve("b"))));
            two.forEach(Thread::start);
            for (Thread thread : two) {
                thread.join();
            }
        }
        System.out.println("all read beside " + REST.length + " bytes");
    }

    private static void read(ParsePool pool, Queue<BadFile> left, Path file) {
        for (Optional<BadFile> bad = next(left); bad.isPresent(); bad = next(left)) {
            System.out.println(bad.get().name() + ": " + end(pool, bad.get(), file));
        }
    }

    private static Optional<BadFile> next(Queue<BadFile> left) {
        return Optional.ofNullable(left.poll());
    }

    private static String end(ParsePool pool, BadFile bad, Path file) {
        try {
            Files.write(file, bad.bytes());
            return ReadFile.pages(pool, file, bad.type(), bad.name()).size() + " pages";
        } catch (ServiceException e) {
            return e.detail();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
