package io.fumikura.query.cite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fumikura.index.LexicalEncoder;
import io.fumikura.query.rerank.FakePassageReranker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the shares of words in {@link SupportCheck} are worth, on public questions with the passage
 * that answers them: a question without its question words, with its answer where there is one, is
 * a claim in other words than the passage's. Skips without the data.
 */
class SupportThresholdsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LexicalEncoder WORDS = new LexicalEncoder();
    private static final String ASKING =
            "(?:何|なん|誰|だれ|どこ|どの|どんな|どれ|どう|いつ|なぜ|いくつ|いくら)[年月日時人回個年間番目歳円]*"
                    + "|(?:でしょう|です|ます|ました|した|の)?か?[？?。]$";

    private static final SupportCheck CHECK =
            new SupportCheck(WORDS::words, new FakePassageReranker(), Runnable::run);

    private record Passage(String title, String text) {}

    /** A claim with a passage that says it or does not. */
    private record Pair(String claim, String passage) {}

    private record Question(String text, String answer, String passage) {}

    private static Path data() {
        return Path.of(System.getProperty("fumikura.root", ".."))
                .toAbsolutePath()
                .normalize()
                .resolveSibling("shared")
                .resolve("data");
    }

    @BeforeAll
    static void need() {
        boolean there = Files.isDirectory(data());
        if (!there) {
            System.out.println("skipped: the public question sets are not beside this checkout");
        }
        assumeTrue(there, "the public question sets are not beside this checkout");
    }

    @AfterAll
    static void close() {
        WORDS.close();
    }

    @Test
    void tellMostClaimsWithTheirSourceFromThoseWithout() throws IOException {
        List<Pair> said = new ArrayList<>();
        List<Pair> unsaid = new ArrayList<>();
        for (String set : List.of("eval-public", "eval-public-jaquad")) {
            questionsOfNeighbours(set, said, unsaid);
        }
        answersOfOthers("eval-public-niilc", said, unsaid);

        double calledSupported = reaching(SupportCheck.QUOTED, unsaid);
        double notCalledSupported = 1 - reaching(SupportCheck.QUOTED, said);
        double givenUp = 1 - reaching(SupportCheck.UNRELATED, said);

        System.out.printf(
                "by words alone: %.1f %% of %d claims supported that are not, %.1f %% of %d not"
                        + " that are; the reranker is not asked about %.1f %% of these%n",
                100 * calledSupported,
                unsaid.size(),
                100 * notCalledSupported,
                said.size(),
                100 * givenUp);
        assertThat(calledSupported).isLessThan(0.09);
        assertThat(notCalledSupported).isLessThan(0.16);
        assertThat(givenUp).isLessThan(0.03);
    }

    @Test
    void supportNoSentenceWithAnotherNumber() throws IOException {
        List<Pair> changed = new ArrayList<>();
        for (Passage passage : passages("eval-public-jaquad").values()) {
            for (String sentence : passage.text().split("(?<=。)", -1)) {
                String other = sentence.replaceFirst("[1-9](?=[0-9]*[^0-9]*$)", "73");
                if (!other.equals(sentence)) {
                    changed.add(new Pair(other, passage.text()));
                }
            }
        }

        double supported = reaching(SupportCheck.QUOTED, changed);

        System.out.printf(
                "%.1f %% of %d sentences with a number changed supported%n",
                100 * supported, changed.size());
        assertThat(supported).isLessThan(0.001);
    }

    /** Beside its own passage, and beside another of the same article. */
    private static void questionsOfNeighbours(String set, List<Pair> said, List<Pair> unsaid)
            throws IOException {
        Map<String, Passage> passages = passages(set);
        for (Question question : questions(set)) {
            Passage own = Objects.requireNonNull(passages.get(question.passage()));
            said.add(new Pair(question.text(), own.text()));
            passages.values().stream()
                    .filter(p -> p.title().equals(own.title()) && !p.equals(own))
                    .findFirst()
                    .ifPresent(p -> unsaid.add(new Pair(question.text(), p.text())));
        }
    }

    /** With its own answer, and with that of the question behind it. */
    private static void answersOfOthers(String set, List<Pair> said, List<Pair> unsaid)
            throws IOException {
        Map<String, Passage> passages = passages(set);
        List<Question> questions = questions(set);
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            String other = questions.get((i + 1) % questions.size()).answer();
            String passage = Objects.requireNonNull(passages.get(question.passage())).text();
            said.add(new Pair(question.text() + question.answer(), passage));
            unsaid.add(new Pair(question.text() + other, passage));
        }
    }

    private static double reaching(double share, List<Pair> pairs) {
        assertThat(pairs).hasSizeGreaterThan(1000);
        long reached =
                pairs.stream()
                        .filter(p -> CHECK.share(p.claim(), List.of(p.passage())) >= share)
                        .count();
        return (double) reached / pairs.size();
    }

    private static Map<String, Passage> passages(String set) throws IOException {
        Map<String, Passage> passages = new LinkedHashMap<>();
        for (JsonNode line : lines(set, "corpus.jsonl")) {
            passages.put(
                    line.get("id").asText(),
                    new Passage(line.get("title").asText(), line.get("text").asText()));
        }
        return passages;
    }

    private static List<Question> questions(String set) throws IOException {
        Map<String, String> gold = new LinkedHashMap<>();
        for (String line : Files.readAllLines(data().resolve(set).resolve("qrels.tsv"))) {
            String[] cells = line.split("\t", -1);
            gold.putIfAbsent(cells[0], cells[1]);
        }
        List<Question> questions = new ArrayList<>();
        for (JsonNode line : lines(set, "queries.jsonl")) {
            questions.add(
                    new Question(
                            line.get("text").asText().replaceAll(ASKING, ""),
                            line.path("answers").path(0).asText(),
                            Objects.requireNonNull(gold.get(line.get("id").asText()))));
        }
        return questions;
    }

    private static List<JsonNode> lines(String set, String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(data().resolve(set).resolve(file))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
