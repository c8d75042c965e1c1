package io.fumikura.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumikura.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeirSetTest {
    @TempDir private Path folder;

    @Test
    void readsDocumentsQuestionsAndGains() throws IOException {
        write("corpus.jsonl", "{\"id\":\"d1\",\"title\":\"規程\",\"text\":\"本文\"}\n");
        write("queries.jsonl", "{\"id\":\"q1\",\"text\":\"何\"}\n{\"id\":\"q2\",\"text\":\"誰\"}\n");
        write("qrels.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t2\nq2\td1\t0\n");

        BeirSet set = BeirSet.read(folder);

        assertThat(set.documents()).containsExactly(new BeirSet.Document("d1", "規程", "本文"));
        assertThat(set.questions())
                .containsExactly(new BeirSet.Question("q1", "何", Map.of("d1", 2)));
        assertThat(set.unjudged()).isEqualTo(1);
    }

    @Test
    void readsTheNamesThatBeirItselfUses() throws IOException {
        write("corpus.jsonl", "{\"_id\":\"d1\",\"text\":\"本文\"}\n\n");
        write("queries.jsonl", "{\"_id\":\"q1\",\"text\":\"何\"}\n");
        write("qrels/test.tsv", "q1\td1\t1\n");

        assertThat(BeirSet.read(folder).questions()).hasSize(1);
    }

    @Test
    void namesTheFileAndTheLineThatCannotBeRead() throws IOException {
        write("corpus.jsonl", "{\"id\":\"d1\",\"text\":\"本文\"}\n{\"id\":\n");
        assertFails("corpus.jsonl, line 2");

        write("corpus.jsonl", "{\"text\":\"本文\"}\n");
        assertFails("corpus.jsonl, line 1");

        write("corpus.jsonl", "{\"id\":\"d1\",\"text\":\"本文\"}\n");
        assertFails("qrels.tsv");

        write("qrels.tsv", "q1\td1\tmany\n");
        assertFails("qrels.tsv, line 1");

        write("qrels.tsv", "q1\td1\t1\n");
        assertFails("queries.jsonl");
    }

    @Test
    void refusesASetWithoutARelevantDocument() throws IOException {
        write("corpus.jsonl", "{\"id\":\"d1\",\"text\":\"本文\"}\n");
        write("queries.jsonl", "{\"id\":\"q1\",\"text\":\"何\"}\n");
        write("qrels.tsv", "q1\td1\t0\n");

        assertFails("0 questions");
    }

    private void assertFails(String words) {
        assertThatThrownBy(() -> BeirSet.read(folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(words);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
