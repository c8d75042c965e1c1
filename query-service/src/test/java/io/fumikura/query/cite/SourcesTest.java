package io.fumikura.query.cite;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.access.Caller;
import io.fumikura.contract.ingest.DocumentPage;
import io.fumikura.contract.query.AnswerSentence;
import io.fumikura.contract.query.AnswerSentence.Support;
import io.fumikura.contract.query.Citation;
import io.fumikura.contract.query.Citation.LineBox;
import io.fumikura.contract.query.Hit;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.pages.DocumentPages;
import io.fumikura.query.rerank.FakePassageReranker;
import io.fumikura.query.search.Passages;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final Deadline DEADLINE = Deadline.after(Duration.ofMinutes(1));

    private final FakePassageReranker reranker = new FakePassageReranker();
    private final List<String> asked = new ArrayList<>();

    @Test
    void pointsEachNumberAtItsPassageAndItsLines() {
        Sources.Traced traced =
                trace(
                        "有給は20日[2]。繰越可[2]。",
                        Passages.hit(1, "a", "x"),
                        Passages.pdf(2, "b", "有給は20日。繰越可。"));

        Citation citation = traced.citations().get(0);
        assertThat(traced.citations()).hasSize(1);
        assertThat(citation.number()).isEqualTo(2);
        assertThat(citation.documentId()).isEqualTo(Passages.id("b"));
        assertThat(citation.supported()).isTrue();
        assertThat(citation.boxes())
                .containsExactly(
                        new LineBox(10, 50, 100, 200, 12), new LineBox(12, 50, 140, 200, 12));
        assertThat(citation.image())
                .isEqualTo("/v1/documents/%s/pages/2/image?lines=10-12", Passages.id("b"));
        assertThat(traced.degraded()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void marksEachSentenceForItself() {
        Sources.Traced traced = trace("有給は20日[1]。有給は99日[1]。以上。", Passages.hit(1, "a", "有給は20日"));

        assertThat(traced.sentences())
                .extracting(AnswerSentence::support)
                .containsExactly(Support.SUPPORTED, Support.UNSUPPORTED, Support.UNCITED);
        assertThat(traced.citations().get(0).supported()).isTrue();
    }

    @Test
    void saysThatAPassageIsCitedForNothingItSays() {
        Sources.Traced traced = trace("社長はりんご好き[1]。", Passages.hit(1, "a", "有給は20日"));

        assertThat(traced.citations().get(0).supported()).isFalse();
    }

    @Test
    void hasNoPictureOfAFormatWithoutPages() {
        Sources.Traced traced = trace("有給は20日[1]。", Passages.hit(1, "a", "有給は20日"));

        assertThat(traced.citations().get(0).image()).isNull();
        assertThat(traced.citations().get(0).boxes()).isEmpty();
        assertThat(traced.degraded()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void saysSoWhenPagesCannotBeHad() {
        Sources.Traced traced = trace("有給は20日[1]。", Passages.pdf(1, "gone", "有給は20日"));

        assertThat(traced.citations().get(0).boxes()).isEmpty();
        assertThat(traced.citations().get(0).image()).isNotNull();
        assertThat(traced.degraded()).containsExactly("boxes");
    }

    @Test
    void saysSoWhenOnlyTheWordsCouldBeCompared() {
        reranker.down();

        Sources.Traced traced = trace("有給ぜんぶ二十日かも[1]。", Passages.hit(1, "a", "有給は20日"));

        assertThat(traced.sentences().get(0).support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(traced.degraded()).containsExactly("support");
    }

    @Test
    void readsANumberOfTheDocumentsOwnAsNoCitation() {
        Sources.Traced traced =
                trace(
                        "管理番号[20240401]の文書[1]。[99999999999]と[7]。",
                        Passages.hit(1, "a", "管理番号[20240401]の文書"));

        assertThat(traced.citations()).extracting(Citation::number).containsExactly(1);
        assertThat(traced.sentences())
                .extracting(AnswerSentence::citations)
                .containsExactly(List.of(1), List.of());
    }

    @Test
    void takesPagesForMissingWhenAskingForThemThrows() {
        Sources.Traced traced = trace("有給は20日[1]。", this::broken, Passages.pdf(1, "b", "有給は20日。"));

        assertThat(traced.citations()).hasSize(1);
        assertThat(traced.degraded()).containsExactly("boxes");
    }

    private Uni<DocumentPage> broken(Caller caller, UUID document, int page, Deadline deadline) {
        throw new IllegalStateException("broken");
    }

    private Sources.Traced trace(String answer, Hit... hits) {
        return trace(answer, this::page, hits);
    }

    private Sources.Traced trace(String answer, DocumentPages pages, Hit... hits) {
        SupportCheck support =
                new SupportCheck(
                        text -> text.chars().boxed().collect(Collectors.toSet()),
                        reranker,
                        Runnable::run);
        return new Sources(support, new PagePlaces(pages), Duration.ofSeconds(1))
                .trace(Caller.anyone("default"), answer, List.of(hits), DEADLINE)
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private Uni<DocumentPage> page(Caller caller, UUID document, int number, Deadline deadline) {
        asked.add(document + "/" + number);
        if (document.equals(Passages.id("gone"))) {
            return Uni.createFrom().failure(new IllegalStateException("gone"));
        }
        List<DocumentPage.Line> lines =
                List.of(
                        line(9, 80),
                        line(10, 100),
                        new DocumentPage.Line(11, "no place", null),
                        line(12, 140),
                        line(13, 160));
        return Uni.createFrom()
                .item(new DocumentPage(number, 595f, 842f, true, false, null, lines));
    }

    private static DocumentPage.Line line(int number, float top) {
        return new DocumentPage.Line(number, "text", List.of(50f, top, 250f, top + 12));
    }
}
