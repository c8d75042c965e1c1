package io.fumikura.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Public documents of every format that is there, held against what is known of them. */
class PublicFilesTest {
    private static final Path DATA =
            Path.of(System.getProperty("fumikura.root", ".."))
                    .toAbsolutePath()
                    .normalize()
                    .resolveSibling("shared")
                    .resolve("data");
    private static final Path DOCUMENTS = DATA.resolve("docs-demo");
    private static final Path PAGES = DATA.resolve("ocr-public");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static void need(Path folder) {
        boolean there = Files.isDirectory(folder);
        if (!there) {
            System.out.println("skipped: the public documents are not beside this checkout");
        }
        assumeTrue(there, "the public documents are not beside this checkout");
    }

    @Test
    void readsTheTextLayerOfPdfsAsItWasWritten() throws IOException {
        need(DOCUMENTS);
        need(PAGES);
        List<Double> rates = new ArrayList<>();

        for (JsonNode entry : JSON.readTree(DOCUMENTS.resolve("manifest.json").toFile())) {
            if (entry.has("ground_truth")) {
                Path file = DOCUMENTS.resolve(entry.get("file").asText());
                TextDistance distance = new TextDistance(truth(entry), text(pages(file)));
                System.out.printf(
                        "%s: %d characters, error rate %.4f, recall %.4f%n",
                        file.getFileName(),
                        distance.characters(),
                        distance.errorRate(),
                        distance.recall());
                assertThat(distance.recall()).as(file.toString()).isGreaterThan(0.99);
                rates.add(distance.errorRate());
            }
        }

        assertThat(rates)
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(r -> assertThat(r).isLessThan(0.1));
    }

    private static String truth(JsonNode entry) throws IOException {
        Path file = DATA.resolve(entry.get("ground_truth").asText());
        return JSON.readTree(file.toFile()).get("text").asText();
    }

    @Test
    void readsTextInItsEncodingWordForWord() throws IOException {
        need(DOCUMENTS);

        for (JsonNode entry : JSON.readTree(DOCUMENTS.resolve("manifest.json").toFile())) {
            String name = entry.get("file").asText();
            if (name.endsWith(".txt") || name.endsWith(".rst")) {
                Charset charset =
                        Charset.forName(
                                entry.path("encoding")
                                        .asText("utf-8")
                                        .replace("cp932", "windows-31j"));
                Path file = DOCUMENTS.resolve(name);
                String written = new String(Files.readAllBytes(file), charset);
                assertThat(new TextDistance(written, text(pages(file))).errorRate())
                        .as(name)
                        .isZero();
            }
        }
    }

    @Test
    void readsEveryDocumentAndSaysWhichPagesNeedOcr() throws IOException {
        need(DOCUMENTS);
        need(PAGES);
        List<String> scanned = new ArrayList<>();

        for (Path file : files(DOCUMENTS, PAGES.resolve("pdf"), PAGES.resolve("pages"))) {
            List<Page> pages = pages(file);
            assertThat(pages).as(file.toString()).isNotEmpty();
            if (pages.stream().allMatch(Page::needsOcr)) {
                scanned.add(file.getFileName().toString());
            } else {
                assertThat(pages).as(file.toString()).noneMatch(Page::needsOcr);
                assertThat(text(pages)).as(file.toString()).isNotBlank();
            }
        }

        assertThat(scanned)
                .hasSizeGreaterThan(10)
                .allMatch(name -> name.matches("scan-.*|pub.*png"));
    }

    @Test
    void readsTheTableOfShops() throws IOException {
        need(DOCUMENTS);

        Block table = pages(DOCUMENTS.resolve("stores.csv")).get(0).blocks().get(0);

        assertThat(Limits.texts(table))
                .hasSize(11)
                .startsWith("店舗名 | 所在地 | 営業時間 | 定休日 | 電話番号")
                .contains("丸の内店 | 東京都千代田区 | 8:00-22:00 | 日曜日・祝日 | 00-0000-0003");
    }

    private static List<Path> files(Path... folders) throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().matches(".*(README\\.md|\\.json)"))
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static List<Page> pages(Path file) throws IOException {
        return ReadFile.pages(file, null, file.getFileName().toString());
    }

    private static String text(List<Page> pages) {
        return pages.stream()
                .flatMap(page -> page.blocks().stream())
                .flatMap(block -> block.lines().stream())
                .map(Line::text)
                .collect(Collectors.joining("\n"));
    }
}
