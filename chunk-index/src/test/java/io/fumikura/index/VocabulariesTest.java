package io.fumikura.index;

import static io.fumikura.index.Chunks.TENANT;
import static io.fumikura.index.Chunks.await;
import static io.fumikura.index.Chunks.chunk;
import static io.fumikura.index.Chunks.lexical;
import static io.fumikura.index.Chunks.writeAndPublish;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the fields.
class VocabulariesTest {

    private final UUID one = UUID.randomUUID();
    private final UUID two = UUID.randomUUID();

    @TempDir private Path vocabularies;
    private TestQdrant qdrant;
    private ChunkIndex index;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        qdrant = TestQdrant.start(folder);
        index = qdrant.connect(Vocabularies.alwaysFresh(vocabularies));
        await(index.prepare(qdrant.compat, Chunks.DIMENSION));
    }

    @AfterEach
    void stop() throws IOException {
        index.close();
        qdrant.close();
    }

    @Test
    void synonymsWorkAtOnceForWhatIsWrittenAlready() throws IOException {
        writeAndPublish(
                index,
                qdrant.compat,
                chunk(one, 1, 0, "夏季休業は八月十三日からとする。"),
                chunk(two, 1, 0, "冬季休業は年末からとする。"));
        assertThat(found("夏休みはいつから")).isEmpty();

        write("synonyms.txt", "# 休み\n夏休み, 夏季休業, 夏期休暇\n");

        assertThat(found("夏休みはいつから")).first().isEqualTo(one);
    }

    @Test
    void aSynonymCountsLessThanTheWordThatWasSaid() throws IOException {
        write("synonyms.txt", "賃金 => 給与\n");
        writeAndPublish(index, qdrant.compat, chunk(one, 1, 0, "給与"), chunk(two, 1, 0, "賃金"));

        assertThat(found("賃金")).containsExactly(two, one);
        assertThat(found("給与")).containsExactly(one);
    }

    @Test
    void aRuleHoldsHoweverItsWordsAreWritten() throws IOException {
        write("synonyms.txt", "ＰＣ, パーソナルコンピューター\n打合せ, ミーティング\n");
        writeAndPublish(
                index,
                qdrant.compat,
                chunk(one, 1, 0, "パーソナルコンピュータの貸与"),
                chunk(two, 1, 0, "ミーティングの部屋"));

        assertThat(found("pc")).containsExactly(one);
        assertThat(found("打ち合わせ")).containsExactly(two);
    }

    @Test
    void anotherTenantsSynonymsAreNotUsed() throws IOException {
        Files.createDirectories(vocabularies.resolve("other"));
        Files.writeString(vocabularies.resolve("other/synonyms.txt"), "夏休み, 夏季休業\n");
        writeAndPublish(index, qdrant.compat, chunk(one, 1, 0, "夏季休業"));

        assertThat(found("夏休み")).isEmpty();
    }

    @Test
    void ofAFileThatMakesNoSenseTheLastGoodReadingStays() throws IOException {
        write("synonyms.txt", "夏休み, 夏季休業\n");
        writeAndPublish(index, qdrant.compat, chunk(one, 1, 0, "夏季休業"));
        assertThat(found("夏休み")).containsExactly(one);

        write("synonyms.txt", "夏休み => 夏季休業 => 休み\n");

        assertThat(found("夏休み")).containsExactly(one);
    }

    /** Kuromoji cuts ことのは屋 into a noun and a word no one asks for. */
    @Test
    void ownWordsAreTermsOfTheirOwnOnceThePassagesAreRenewed() throws IOException {
        writeAndPublish(
                index,
                qdrant.compat,
                chunk(one, 1, 0, "ことのは屋の担当は佐藤である。"),
                chunk(two, 1, 0, "ことの次第と、は屋の担当は鈴木である。"));

        write("words.csv", "ことのは屋,ことのは屋,コトノハヤ,カスタム名詞\n");

        assertThat(await(index.renewWords(TENANT))).isEqualTo(2);
        assertThat(matched("ことのは屋の担当")).contains("ことのは屋");
        assertThat(found("ことのは屋の担当")).first().isEqualTo(one);
    }

    @Test
    void whatIsFoundWithoutOwnWordsIsFoundWithThemBeforeAnythingIsRenewed() throws IOException {
        writeAndPublish(index, qdrant.compat, chunk(one, 1, 0, "関西国際空港の利用者"));

        write("words.csv", "関西国際空港の利用者,関西国際空港の利用者,カンクウ,カスタム名詞\n");

        assertThat(found("関西国際空港の利用者")).containsExactly(one);
        assertThat(found("空港")).containsExactly(one);
    }

    private List<UUID> found(String question) {
        return await(index.search(lexical(question))).stream().map(FoundChunk::documentId).toList();
    }

    private List<String> matched(String question) {
        HybridQuery explained =
                new HybridQuery(
                        Chunks.READER,
                        question,
                        Optional.empty(),
                        HybridQuery.Mode.LEXICAL,
                        HybridQuery.Filters.NONE,
                        10,
                        true);
        return await(index.search(explained)).stream()
                .flatMap(chunk -> Optional.ofNullable(chunk.scores()).stream())
                .flatMap(scores -> scores.matchedTerms().stream())
                .toList();
    }

    private void write(String name, String text) throws IOException {
        Path own = Files.createDirectories(vocabularies.resolve(TENANT));
        Files.writeString(own.resolve(name), text);
    }
}
