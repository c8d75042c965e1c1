package io.fumikura.index;

import static io.fumikura.index.Chunks.await;
import static io.fumikura.index.Chunks.chunk;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A number, an article, a part number, a date or a word finds its document however either is
 * written, before documents that differ from it in little else. Each question is a tenant of its
 * own, in one index.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit fills the fields.
class WrittenOtherwiseTest {

    private TestQdrant qdrant;
    private ChunkIndex index;

    @BeforeAll
    void index(@TempDir Path folder) throws IOException {
        qdrant = TestQdrant.start(folder);
        index = qdrant.connect();
        await(index.prepare(qdrant.compat, Chunks.DIMENSION));
        List<IndexedChunk> chunks = pairs().flatMap(WrittenOtherwiseTest::passages).toList();
        await(index.upsertInvisible(qdrant.compat, chunks));
        for (IndexedChunk first : chunks.stream().filter(c -> c.ordinal() == 0).toList()) {
            await(index.publish(qdrant.compat, first.tenant(), first.documentId(), 1));
        }
    }

    /** The one to find comes last, so that equal scores would not put it first. */
    private static Stream<IndexedChunk> passages(Pair pair) {
        UUID document = UUID.randomUUID();
        List<String> texts = new ArrayList<>(pair.nearMisses());
        texts.add(pair.document());
        return IntStream.range(0, texts.size())
                .mapToObj(
                        i -> chunk(pair.question(), document, 1, i, texts.get(i), Chunks.axis(0)));
    }

    @AfterAll
    void stop() throws IOException {
        index.close();
        qdrant.close();
    }

    @Test
    void thereAreAtLeastSixtyPairs() {
        assertThat(pairs()).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void findsItsDocumentBeforeNearMisses(Pair pair) {
        List<FoundChunk> found =
                await(
                        index.search(
                                new HybridQuery(
                                        Reader.ofEverything(pair.question()),
                                        pair.question(),
                                        Optional.empty(),
                                        HybridQuery.Mode.LEXICAL,
                                        HybridQuery.Filters.NONE,
                                        10)));

        assertThat(found).isNotEmpty();
        assertThat(found.get(0).text()).isEqualTo(pair.document());
        if (found.size() > 1) {
            assertThat(found.get(0).score()).isGreaterThan(found.get(1).score());
        }
    }

    record Pair(String question, String document, List<String> nearMisses) {}

    static Stream<Pair> pairs() {
        InputStream file = WrittenOtherwiseTest.class.getResourceAsStream("written-otherwise.tsv");
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(file), StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(cells -> new Pair(cells[0], cells[1], List.of(cells[2].split("\\|"))))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
