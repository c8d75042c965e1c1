package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.cli.client.Ingestion;
import io.fumikura.contract.query.Hit;
import io.fumikura.ocr.score.TextScore;
import io.fumikura.ocr.score.TruePage;
import io.fumikura.ocr.score.TruePage.TrueBlock;
import io.fumikura.ocr.score.TruePages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * PDF files of pictures only: recognised while they are brought in, then found by what they say.
 */
@ExtendWith(SharedSystem.class)
class ScannedPdfIT {
    private static final Path FOLDER = RunningSystem.sharedData().resolve("ocr-public");

    @BeforeAll
    static void needsThePages() {
        boolean there = Files.isDirectory(FOLDER);
        if (!there) {
            System.out.println("skipped: the public pages are not beside this checkout");
        }
        assumeTrue(there, "the public pages are not beside this checkout");
    }

    @Test
    void areFoundByASentenceOfEachOfTheirPages(RunningSystem system)
            throws IOException, InterruptedException {
        Map<String, TruePage> truths =
                TruePages.read(FOLDER).stream()
                        .collect(Collectors.toMap(TruePage::id, Function.identity()));
        List<String> missed = new ArrayList<>();
        int asked = 0;
        for (JsonNode pdf :
                new ObjectMapper().readTree(FOLDER.resolve("pdf/manifest.json").toFile())) {
            Path file = FOLDER.resolve(pdf.get("pdf").asText());
            Ingestion.Outcome outcome = system.ingest(file);
            assertThat(outcome.indexed()).as("%s: %s", file, outcome.reason()).isTrue();
            UUID id = system.client().upload(file, "application/pdf").id();
            int number = 0;
            for (JsonNode name : pdf.get("pages")) {
                asked++;
                number++;
                int at = number;
                TruePage page = Objects.requireNonNull(truths.get(name.asText()));
                String sentence = sentence(page);
                List<Hit> hits = system.search(sentence, 3).hits();
                if (hits.stream().noneMatch(hit -> says(hit, id, at, sentence))) {
                    missed.add(page.id() + ": " + sentence);
                }
            }
        }

        System.out.printf(
                "scanned PDF files: %d of %d sentences found%n", asked - missed.size(), asked);
        assertThat(asked).isEqualTo(6);
        assertThat(missed).isEmpty();
    }

    /** Nine of ten characters: recognition is allowed to err, not to lose a sentence. */
    private static boolean says(Hit hit, UUID id, int page, String sentence) {
        return hit.documentId().equals(id)
                && hit.page() == page
                && TextScore.of(sentence, hit.text()).recall() >= 0.9;
    }

    /** The first of the longest block that has one. */
    private static String sentence(TruePage page) {
        String text =
                page.blocks().stream()
                        .map(TrueBlock::text)
                        .filter(words -> words.contains("。"))
                        .max(Comparator.comparingInt(String::length))
                        .orElseThrow();
        return text.substring(0, text.indexOf('。') + 1);
    }
}
