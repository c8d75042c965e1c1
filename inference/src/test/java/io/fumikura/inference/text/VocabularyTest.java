package io.fumikura.inference.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
    @TempDir Path temp;

    @Test
    void countsThePiecesOfAUnigramModel() throws IOException {
        assertThat(
                        size(
                                "{\"version\": \"1.0\", \"model\": {\"vocab\": [[\"a\", -1.5], [\"b\", -2]]}}"))
                .isEqualTo(2);
    }

    @Test
    void takesTheLargestIdOfAMapEvenWithGaps() throws IOException {
        assertThat(
                        size(
                                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 7, \"b\": 0}, \"merges\": []}}"))
                .isEqualTo(8);
    }

    @Test
    void addedTokensCountToo() throws IOException {
        assertThat(
                        size(
                                """
                                {"added_tokens": [{"id": 9, "content": "<s>"}, {"id": 3}],
                                 "normalizer": {"id": 99, "vocab": {"z": 500}},
                                 "model": {"vocab": {"a": 7}}}"""))
                .isEqualTo(10);
    }

    @Test
    void saysZeroWhereTheFileListsNone() throws IOException {
        assertThat(size("{\"model\": {}, \"added_tokens\": []}")).isZero();
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThatThrownBy(() -> size("{\"model\"")).isInstanceOf(IOException.class);
    }

    private int size(String json) throws IOException {
        return Vocabulary.size(Files.writeString(temp.resolve("tokenizer.json"), json));
    }
}
