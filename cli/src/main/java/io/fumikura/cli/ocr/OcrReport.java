package io.fumikura.cli.ocr;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.fumikura.contract.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the evaluation writes with {@code --json}.
 *
 * @param engines at least one; all read the same pages
 */
@JsonNaming(SnakeCaseStrategy.class)
public record OcrReport(Instant createdAt, String folder, int threads, List<EngineResult> engines) {
    public OcrReport {
        engines = List.copyOf(engines);
    }

    /**
     * One engine.
     *
     * @param kinds those that occur
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record EngineResult(
            String engine,
            String version,
            List<PageResult> pages,
            List<KindResult> kinds,
            Figures all) {
        static EngineResult of(PageReader reader, List<PageOutcome> outcomes) {
            List<KindResult> kinds = new ArrayList<>();
            for (PageKind kind : PageKind.values()) {
                List<PageOutcome> own =
                        outcomes.stream().filter(page -> page.kind() == kind).toList();
                if (!own.isEmpty()) {
                    kinds.add(new KindResult(kind, Figures.of(own)));
                }
            }
            return new EngineResult(
                    reader.name(),
                    reader.version(),
                    outcomes.stream()
                            .map(o -> new PageResult(o.id(), o.kind(), Figures.of(List.of(o))))
                            .toList(),
                    kinds,
                    Figures.of(outcomes));
        }
    }

    record PageResult(String id, PageKind kind, Figures figures) {}

    record KindResult(PageKind kind, Figures figures) {}

    public void write(Path file) throws IOException {
        Files.write(
                file, EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }
}
