package io.fumikura.index;

import static io.fumikura.index.Chunks.await;
import static io.fumikura.index.Chunks.chunk;
import static io.fumikura.index.Chunks.lexical;
import static io.fumikura.index.Chunks.writeAndPublish;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a word finds, whichever way it is written. */
class ChunkIndexLexicalTest extends ChunkIndexTestCase {

    private final UUID one = UUID.randomUUID();
    private final UUID two = UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({
        "第12条, 第十二条 保証人は",
        "第十二条, 第12条 保証人は",
        "第１２条, 第12条 保証人は",
        "ｻｰﾊﾞｰ, サーバを再起動する",
        "サーバ, サーバーを再起動する",
        "ABC-123, 部品ＡＢＣ－１２３の交換",
        "abc-123, 部品ABC-123の交換",
        "2024, 2024年度の予算",
        "令和六年, 令和6年の改正",
        "Quarkus, ＱＵＡＲＫＵＳの設定",
        "返還, 敷金を返還しなければならない",
        "走った, 犬が走る",
        "空港, 関西国際空港へ行く"
    })
    void findsTheSameThingWrittenAnotherWay(String question, String text) {
        writeAndPublish(
                index, qdrant.compat, chunk(one, 1, 0, text), chunk(two, 1, 0, "まったく別の話題について述べる"));

        assertThat(await(index.search(lexical(question))))
                .extracting(FoundChunk::documentId)
                .containsExactly(one);
    }

    @Test
    void tellsArticleNumbersApart() {
        writeAndPublish(
                index, qdrant.compat, chunk(one, 1, 0, "第十二条 賃借人は"), chunk(two, 1, 0, "第十三条 賃借人は"));

        assertThat(await(index.search(lexical("第12条"))).get(0).documentId()).isEqualTo(one);
        assertThat(await(index.search(lexical("第13条"))).get(0).documentId()).isEqualTo(two);
    }
}
