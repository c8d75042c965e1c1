package io.fumikura.query.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the rule for addresses without a scheme takes for one in public texts, Japanese and English,
 * law, encyclopedia, news and the manuals of programs: none of it. Skips without the data.
 */
class BareAddressTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GONE = "✂";

    @Test
    void isNotSeenInTextThatHasNone() throws IOException {
        Path data =
                Path.of(System.getProperty("fumikura.root", ".."))
                        .toAbsolutePath()
                        .normalize()
                        .resolveSibling("shared")
                        .resolve("data");
        if (!Files.isDirectory(data)) {
            System.out.println("skipped: the public texts are not beside this checkout");
        }
        assumeTrue(Files.isDirectory(data), "the public texts are not beside this checkout");
        List<String> texts = texts(data);

        List<String> taken = new ArrayList<>();
        int withScheme = 0;
        for (String text : texts) {
            int known = withScheme(text);
            withScheme += known;
            if (gone(text) != known) {
                taken.add(text);
            }
        }

        System.out.printf(
                "%,d texts of %,d characters with %,d addresses with a scheme; addresses without in %d%n",
                texts.size(),
                texts.stream().mapToInt(String::length).sum(),
                withScheme,
                taken.size());
        assertThat(texts).hasSizeGreaterThan(10_000);
        assertThat(taken).isEmpty();
    }

    private static int gone(String text) {
        LinkFilter filter = new LinkFilter(Links.in(List.of()), 0, GONE);
        String shown = filter.accept(text) + filter.end();
        return shown.length() - shown.replace(GONE, "").length();
    }

    private static int withScheme(String text) {
        int addresses = 0;
        for (int at = 0; at < text.length(); at++) {
            if (Links.beginsAt(text, at)) {
                addresses++;
                at = Links.end(text, at) - 1;
            }
        }
        return addresses;
    }

    private static List<String> texts(Path data) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files(data)) {
            for (String line : Files.readAllLines(file)) {
                if (file.toString().endsWith(".jsonl")) {
                    JsonNode record = JSON.readTree(line);
                    texts.add(record.path("title").asText());
                    texts.add(record.path("text").asText());
                } else {
                    texts.add(line);
                }
            }
        }
        return texts;
    }

    private static List<Path> files(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data, 2)) {
            return files.filter(
                            file ->
                                    data.relativize(file)
                                            .toString()
                                            .matches(
                                                    "(eval-public.*/.*\\.jsonl|docs-demo/.*\\.(md|rst))"))
                    .toList();
        }
    }
}
