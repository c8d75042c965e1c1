package io.fumikura.cli.throughput;

import io.fumikura.cli.CommandFailure;
import io.fumikura.cli.client.FumikuraClient;
import io.fumikura.cli.scratch.ScratchSystem;
import io.fumikura.cli.stack.ComponentStatus;
import io.fumikura.cli.stack.StackSettings;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.ingest.DocumentView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Brings in text PDFs and scans of several lengths and then many small texts, through the real
 * services on free ports, and says how long each stage took. What came first warms the services up
 * for what comes after it, as in a system that has run for a while; services are compiled as in the
 * images.
 */
public final class IngestBench {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final int PARAGRAPHS = 3;

    private final Path root;
    private final Consumer<String> report;
    private final Map<String, Long> largest = new TreeMap<>();

    public IngestBench(Path root, Consumer<String> report) {
        this.root = root;
        this.report = report;
    }

    /**
     * What to bring in.
     *
     * @param pdf whose pages are repeated
     * @param pages lengths of the PDFs, in this order
     * @param scans lengths of the PDFs that are nothing but pictures of pages
     * @param documents how many small texts, of about 600 characters each; 0 for none
     */
    public record Load(Path pdf, List<Integer> pages, List<Integer> scans, int documents) {
        public Load {
            pages = List.copyOf(pages);
            scans = List.copyOf(scans);
        }
    }

    public void run(Load load, Path scratch) throws IOException, InterruptedException {
        try (ScratchSystem system =
                ScratchSystem.start(
                        root,
                        scratch.resolve("system"),
                        Map.of(StackSettings.COMPILER, "full"),
                        line -> {})) {
            for (int pages : load.pages()) {
                Path pdf = scratch.resolve(pages + ".pdf");
                RepeatedPages.write(load.pdf(), pages, pdf);
                longDocument(system, pdf);
                Files.delete(pdf);
            }
            for (int pages : load.scans()) {
                scan(system, pages, scratch.resolve("scan-" + pages + ".pdf"));
            }
            if (load.documents() > 0) {
                smallDocuments(system, load.documents());
            }
            largest.forEach((name, bytes) -> report.accept(name + ": at most " + mb(bytes)));
        }
    }

    private void scan(ScratchSystem system, int pages, Path pdf)
            throws IOException, InterruptedException {
        ScannedPages.write(pages, pdf);
        report.accept("a scan of %d pages, %s".formatted(pages, mb(Files.size(pdf))));
        StageTimes before = stages(system);
        longDocument(system, pdf);
        report.accept("a page on one thread: " + stages(system).since(before));
        Files.delete(pdf);
    }

    private static StageTimes stages(ScratchSystem system) {
        return StageTimes.in(system.client().fetch(system.ingest().resolve("/q/metrics")));
    }

    private void longDocument(ScratchSystem system, Path pdf)
            throws IOException, InterruptedException {
        Instant begin = Instant.now();
        DocumentTimes times = new DocumentTimes(begin);
        DocumentView document = system.client().upload(pdf, "application/pdf");
        times.see(document, Instant.now());
        while (!document.state().isFinal()) {
            look(system, begin);
            document = system.client().document(document.id());
            times.see(document, Instant.now());
        }
        if (document.state() != DocumentState.INDEXED) {
            throw new CommandFailure(pdf.getFileName() + " failed: " + document.error());
        }
        double seconds = seconds(times.total());
        report.accept(
                "%d pages, %d passages: read and cut %.1f s, embedded and written %.1f s, published %.1f s, total %.1f s: %.1f pages/s, %.0f passages/s"
                        .formatted(
                                document.pages(),
                                document.chunks(),
                                seconds(times.read()),
                                seconds(times.written()),
                                seconds(times.published()),
                                seconds,
                                document.pages() / seconds,
                                document.chunks() / seconds));
    }

    private void smallDocuments(ScratchSystem system, int count) throws InterruptedException {
        FumikuraClient client = system.client();
        long before = client.countDocuments(DocumentState.INDEXED);
        Instant begin = Instant.now();
        for (int i = 0; i < count; i++) {
            client.uploadText(new UUID(1, i), "文書 " + i, MadeUpTexts.text(i, PARAGRAPHS));
        }
        double accepted = seconds(Duration.between(begin, Instant.now()));
        while (client.countDocuments(DocumentState.INDEXED) < before + count) {
            if (client.countDocuments(DocumentState.FAILED) > 0) {
                throw new CommandFailure("a small document failed");
            }
            look(system, begin);
        }
        double seconds = seconds(Duration.between(begin, Instant.now()));
        report.accept(
                "%d small documents: accepted after %.1f s, searchable after %.1f s: %.1f documents/s"
                        .formatted(count, accepted, seconds, count / seconds));
    }

    private void look(ScratchSystem system, Instant begin) throws InterruptedException {
        if (begin.plus(PATIENCE).isBefore(Instant.now())) {
            throw new CommandFailure(
                    "not indexed after %d minutes".formatted(PATIENCE.toMinutes()));
        }
        Thread.sleep(LOOK_EVERY.toMillis());
        for (ComponentStatus status : system.status()) {
            status.residentBytes()
                    .ifPresent(
                            bytes ->
                                    largest.merge(
                                            status.component().processName(), bytes, Math::max));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String mb(long bytes) {
        return (bytes >> 20) + " MB";
    }
}
