package io.fumikura.inference.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fumikura.inference.model.Golden;
import io.fumikura.inference.model.ModelCopies;
import io.fumikura.inference.model.ModelFolder;
import io.fumikura.inference.model.ModelUnavailableException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextEncoderTest {
    private static final long SEPARATOR = 2;
    private static final String SENTENCE = "日本の首都である東京都は、江戸時代には江戸と呼ばれた。";

    @TempDir Path temp;

    @Test
    void givesTheRecordedIdsForTextsAndPairs() {
        for (String model : List.of("mini-embedding", "mini-reranker")) {
            ModelFolder folder = ModelFolder.verify(ModelCopies.miniature(model));
            try (TextEncoder encoder = TextEncoder.load(folder, folder.manifest().maxTokens())) {
                List<Golden> golden = Objects.requireNonNull(folder.manifest().golden(), "golden");
                assertThat(golden).isNotEmpty();
                for (Golden example : golden) {
                    Encoded encoded = encoder.encode(example);
                    assertThat(Arrays.stream(encoded.ids()).boxed())
                            .containsExactlyElementsOf(example.tokenIds());
                    assertThat(encoded.truncated()).isFalse();
                }
            }
        }
    }

    @Test
    void cutsALongTextAtTheEndAndSaysHowLongItWas() {
        try (TextEncoder whole = encoder("mini-embedding", 2048);
                TextEncoder cut = encoder("mini-embedding", 100)) {
            Encoded full = whole.encode(SENTENCE.repeat(20), TextKind.PASSAGE);
            Encoded part = cut.encode(SENTENCE.repeat(20), TextKind.PASSAGE);

            assertThat(part.truncated()).isTrue();
            assertThat(part.fullLength()).isEqualTo(full.tokens()).isGreaterThan(200);
            assertThat(part.ids()).isEqualTo(Arrays.copyOf(full.ids(), 100));
        }
    }

    @Test
    void listsTheTokensThatItEncodesWithTheirPlacesInTheText() {
        String text = "\ud83c\udde6 " + SENTENCE;
        try (TextEncoder encoder = encoder("mini-embedding", 2048)) {
            List<TextToken> tokens = encoder.tokens(text, TextKind.PASSAGE, true);

            assertThat(tokens.stream().mapToLong(TextToken::id).toArray())
                    .isEqualTo(encoder.encode(text, TextKind.PASSAGE).ids());
            assertThat(tokens).noneMatch(TextToken::special);
            TextToken last = tokens.get(tokens.size() - 1);
            assertThat(last.text()).isEqualTo("。");
            assertThat(last.stop()).isEqualTo(text.codePointCount(0, text.length()));
        }
    }

    @Test
    void takesTokenIdsAsTheyAre() {
        try (TextEncoder encoder = encoder("mini-embedding", 2048)) {
            List<Integer> ids = List.of(3649, 259, 2887);

            Encoded encoded = encoder.encode(ids);

            assertThat(encoded.ids()).containsExactly(3649, 259, 2887);
            assertThat(encoded.truncated()).isFalse();
            assertThat(encoder.vocabularySize()).isGreaterThan(3649).isLessThan(1_000_000);
        }
    }

    @Test
    void cutsAPassageToItsOwnLimitFirst() {
        try (TextEncoder encoder = encoder("mini-reranker", 512)) {
            Encoded whole = encoder.encodePair("江戸", SENTENCE);
            Encoded cut = encoder.encodePair("江戸", SENTENCE, 3);
            Encoded uncut = encoder.encodePair("江戸", SENTENCE, 300);

            assertThat(cut.truncated()).isTrue();
            assertThat(cut.tokens()).isLessThan(whole.tokens());
            assertThat(Arrays.copyOf(cut.ids(), cut.tokens() - 1))
                    .isEqualTo(Arrays.copyOf(whole.ids(), cut.tokens() - 1));
            assertThat(uncut.ids()).isEqualTo(whole.ids());
            assertThat(uncut.truncated()).isFalse();
        }
    }

    @Test
    void putsThePrefixOfItsKindBeforeAText() {
        Path folder =
                changed(
                        "mini-embedding",
                        manifest ->
                                manifest.put("query_prefix", "質問: ").put("passage_prefix", "文書: "));
        try (TextEncoder plain = encoder("mini-embedding", 100);
                TextEncoder prefixed = TextEncoder.load(ModelFolder.verify(folder), 100)) {
            assertThat(prefixed.encode("東京", TextKind.QUERY).ids())
                    .isEqualTo(plain.encode("質問: 東京", TextKind.QUERY).ids());
            assertThat(prefixed.encode("東京", TextKind.PASSAGE).ids())
                    .isEqualTo(plain.encode("文書: 東京", TextKind.PASSAGE).ids());
        }
    }

    @Test
    void aPairMarksWhichTokensAreThePassage() {
        try (TextEncoder encoder = encoder("mini-reranker", 512)) {
            Encoded pair = encoder.encodePair("首都", "東京");

            int separator = indexOf(pair, SEPARATOR);
            for (int i = 0; i < pair.tokens(); i++) {
                assertThat(pair.typeIds()[i]).isEqualTo(i <= separator ? 0 : 1);
            }
        }
    }

    @Test
    void aLongPassageIsCutAndTheQueryStaysWhole() {
        try (TextEncoder encoder = encoder("mini-reranker", 100)) {
            Encoded shortPair = encoder.encodePair("日本の首都", "東京");
            Encoded pair = encoder.encodePair("日本の首都", SENTENCE.repeat(20));

            assertThat(pair.tokens()).isEqualTo(100);
            assertThat(pair.truncated()).isTrue();
            assertThat(indexOf(pair, SEPARATOR)).isEqualTo(indexOf(shortPair, SEPARATOR));
        }
    }

    @Test
    void aLongQueryIsCutToItsShareSoThatThePassageIsSeen() {
        try (TextEncoder encoder = encoder("mini-reranker", 300)) {
            Encoded pair = encoder.encodePair(SENTENCE.repeat(20), "東京は日本の首都である。");

            assertThat(indexOf(pair, SEPARATOR)).isEqualTo(128);
            assertThat(pair.typeIds()[pair.tokens() - 1]).isEqualTo(1);
            assertThat(pair.truncated()).isTrue();
        }
    }

    @Test
    void aTemplateIsFilledOnceAndLiterally() {
        try (TextEncoder plain = encoder("mini-embedding", 500);
                TextEncoder template = TextEncoder.load(ModelFolder.verify(templated()), 500)) {
            assertThat(template.encodePair("{passage}とは", "{query}の{passage}").ids())
                    .isEqualTo(
                            plain.encode(
                                            "question:{passage}とは \n \n passage:{query}の{passage}",
                                            TextKind.PASSAGE)
                                    .ids());
        }
    }

    @Test
    void aLongQueryInATemplateIsCutBetweenCharactersOfAnyPlane() {
        try (TextEncoder encoder = TextEncoder.load(ModelFolder.verify(templated()), 500)) {
            Encoded pair = encoder.encodePair("𠮷野家😀".repeat(100), "東京");
            Encoded passage = encoder.encode("東京", TextKind.PASSAGE);

            assertThat(pair.truncated()).isTrue();
            assertThat(pair.tokens()).isBetween(129, 200);
            assertThat(Arrays.copyOfRange(pair.ids(), pair.tokens() - 1, pair.tokens()))
                    .isEqualTo(
                            Arrays.copyOfRange(
                                    passage.ids(), passage.tokens() - 1, passage.tokens()));
        }
    }

    @Test
    void refusesATokeniserThatGivesOtherIdsThanRecorded() {
        Path folder = ModelCopies.copy("mini-embedding", temp);
        ModelCopies.editManifest(
                folder,
                manifest ->
                        ((ObjectNode) manifest.withArray("golden").get(0))
                                .withArray("token_ids")
                                .add(7));

        assertThatThrownBy(() -> TextEncoder.load(ModelFolder.verify(folder), 100))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("other ids than recorded");
    }

    private Path templated() {
        return changed(
                "mini-embedding",
                manifest ->
                        manifest.put("pair_mode", "template")
                                .put("pair_template", "question:{query} \n \n passage:{passage}"));
    }

    private Path changed(String model, Consumer<ObjectNode> edit) {
        Path folder = ModelCopies.copy(model, temp);
        ModelCopies.editManifest(
                folder,
                manifest -> {
                    manifest.remove("golden");
                    edit.accept(manifest);
                });
        return folder;
    }

    private static TextEncoder encoder(String model, int limit) {
        return TextEncoder.load(ModelFolder.verify(ModelCopies.miniature(model)), limit);
    }

    private static int indexOf(Encoded encoded, long id) {
        for (int i = 0; i < encoded.tokens(); i++) {
            if (encoded.ids()[i] == id) {
                return i;
            }
        }
        throw new AssertionError("no token " + id);
    }
}
