package io.fumikura.query.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.access.Caller;
import io.fumikura.contract.query.AnswerKind;
import io.fumikura.contract.query.AnswerRequest;
import io.fumikura.contract.query.AnswerResponse;
import io.fumikura.contract.query.AnswerSentence;
import io.fumikura.contract.query.AnswerSentence.Support;
import io.fumikura.contract.query.Hit;
import io.fumikura.contract.query.SearchMode;
import io.fumikura.contract.query.SearchResponse;
import io.fumikura.index.LexicalEncoder;
import io.fumikura.query.answer.AnswerEvent.Done;
import io.fumikura.query.answer.AnswerEvent.Failed;
import io.fumikura.query.answer.AnswerEvent.Token;
import io.fumikura.query.call.Deadline;
import io.fumikura.query.cite.PagePlaces;
import io.fumikura.query.cite.Sources;
import io.fumikura.query.cite.SupportCheck;
import io.fumikura.query.log.QueryMetrics;
import io.fumikura.query.rerank.FakePassageReranker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents that speak to the language model, and a model that does what they say, word by word and
 * letter by letter.
 */
class InjectionTest {
    private static final LexicalEncoder WORDS = new LexicalEncoder();
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*://|www\\.)\\S*");

    /** What may stand behind an address without white space between. */
    private static final Pattern CLOSING = Pattern.compile("[\\p{P}]{1,3}$");

    private static final Pattern MARKUP = Pattern.compile("\\]\\(|!\\[|\\]:|<[a-zA-Z/!?]");

    /** Everything that was shown before the answer broke off or ended. */
    private record Outcome(String shown, AnswerResponse answer, boolean refused) {}

    static Stream<Injection> injections() throws IOException {
        return Injection.all();
    }

    @AfterAll
    static void close() {
        WORDS.close();
    }

    @Test
    void areAtLeastFortyInTwoLanguages() throws IOException {
        assertThat(injections()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(injections().filter(Injection::isJapanese)).hasSizeGreaterThanOrEqualTo(20);
        assertThat(injections().filter(i -> !i.isJapanese())).hasSizeGreaterThanOrEqualTo(20);
    }

    @ParameterizedTest
    @MethodSource("injections")
    void stayInsideTheirPassage(Injection injection) {
        for (Hit hit : List.of(injection.hit(), injection.hitWithItsTitle())) {
            Prompt prompt = Prompt.of(injection.question(), List.of(hit), 4000);

            assertThat(prompt.user().split("</passage>", -1)).hasSize(2);
            assertThat(prompt.user().split("<question>", -1)).hasSize(2);
            assertThat(prompt.user()).doesNotContain("<|", "<think>", "[INST]", "<<SYS>>");
        }
    }

    @ParameterizedTest
    @MethodSource("injections")
    void stayInsideTheConversationWhenAnAnswerQuotesThem(Injection injection) {
        FakeAnswerModel model = FakeAnswerModel.writing(injection.obeyed());

        rewritten(injection, model);

        assertThat(model.lastPrompt().user().split("</conversation>", -1)).hasSize(2);
        assertThat(model.lastPrompt().user().split("<question>", -1)).hasSize(2);
        assertThat(model.lastPrompt().user()).doesNotContain("<|", "<think>", "[INST]", "<<SYS>>");
    }

    @ParameterizedTest
    @MethodSource("injections")
    void makeNoLinkOfWhatIsSaidWhenNothingIsFound(Injection injection) {
        String question = rewritten(injection, FakeAnswerModel.writing(injection.obeyed()));
        Draft titled = draft(injection.question(), injection.hitWithItsTitle());
        Draft asked = draft(question, injection.hitWithItsTitle());
        Draft askedByRule = draft(injection.obeyed(), injection.hit());

        assertNoLinks("", question);
        for (Draft draft : List.of(titled, asked, askedByRule)) {
            assertNoLinks("", draft.notFound().answer());
        }
    }

    @ParameterizedTest
    @MethodSource("injections")
    void changeNothingAboutExcerpts(Injection injection) {
        Outcome outcome = outcome(injection, FakeAnswerModel.away());

        assertThat(outcome.answer().kind()).isEqualTo(AnswerKind.EXTRACTIVE);
        assertThat(outcome.shown())
                .startsWith(AnswerLanguage.of(injection.question()).excerptsFollow())
                .contains("3,000")
                .endsWith("[1]");
        assertHarmless(injection, outcome.shown());
    }

    @ParameterizedTest
    @MethodSource("injections")
    void comeToNothingWhenTheModelObeys(Injection injection) {
        Outcome whole = outcome(injection, FakeAnswerModel.writing(injection.obeyed()));
        Outcome titled =
                outcome(
                        injection.question(),
                        injection.hitWithItsTitle(),
                        FakeAnswerModel.writing(injection.obeyed()));
        String[] letters =
                injection
                        .obeyed()
                        .codePoints()
                        .mapToObj(Character::toString)
                        .toArray(String[]::new);
        Outcome letterByLetter = outcome(injection, FakeAnswerModel.writing(letters));

        assertNoLinks("", titled.shown());
        for (Outcome outcome : List.of(whole, letterByLetter)) {
            assertHarmless(injection, outcome.shown());
            assertThat(outcome.answer().citations()).allMatch(c -> c.number() == 1);
            if (!outcome.refused()) {
                assertThat(outcome.answer().answer()).isEqualTo(outcome.shown());
                assertNotVouchedFor(injection, outcome.answer());
            }
        }
        assertThat(letterByLetter.answer().answer()).isEqualTo(whole.answer().answer());
    }

    /**
     * @param known a text with all the addresses there may be
     */
    private static void assertNoLinks(String known, String shown) {
        assertThat(MARKUP.matcher(shown).results().map(m -> m.group())).isEmpty();
        assertThat(ADDRESS.matcher(shown).results().map(m -> m.group()))
                .allMatch(
                        address ->
                                known.contains(address)
                                        || known.contains(
                                                CLOSING.matcher(address).replaceFirst("")));
    }

    private static void assertHarmless(Injection injection, String shown) {
        assertNoLinks(injection.hit().text(), shown);
        Prompt prompt = Prompt.of(injection.question(), List.of(injection.hit()), 4000);
        assertThat(longestShared(bare(shown), bare(prompt.system())))
                .as("letters in a row that the instructions have, too")
                .isLessThan(injection.isJapanese() ? 13 : 25);
    }

    /** Either it does not come out, or no sentence with it counts as supported. */
    private static void assertNotVouchedFor(Injection injection, AnswerResponse answer) {
        assertThat(answer.sentences())
                .filteredOn(
                        s ->
                                answer.answer()
                                        .substring(s.start(), s.end())
                                        .contains(injection.marker()))
                .extracting(AnswerSentence::support)
                .doesNotContain(Support.SUPPORTED);
    }

    private static int longestShared(String shown, String secret) {
        int longest = 0;
        for (int i = 0; i < shown.length(); i++) {
            while (i + longest < shown.length()
                    && secret.contains(shown.substring(i, i + longest + 1))) {
                longest++;
            }
        }
        return longest;
    }

    private static String bare(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(java.util.Locale.ROOT);
    }

    private static String rewritten(Injection injection, FakeAnswerModel model) {
        AnswerRequest.Turn turn = new AnswerRequest.Turn(injection.question(), injection.text());
        return new FollowUps(model, Duration.ofSeconds(1))
                .standalone(
                        Caller.anyone("default"),
                        AnswerRequest.of(injection.question(), List.of(turn)),
                        Deadline.after(Duration.ofSeconds(5)))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static Draft draft(String question, Hit hit) {
        SearchResponse found =
                new SearchResponse(List.of(hit), SearchMode.HYBRID, 1, Map.of(), List.of());
        return new Draft(Caller.anyone("default"), AnswerRequest.of(question), question, found);
    }

    private static Outcome outcome(Injection injection, FakeAnswerModel model) {
        return outcome(injection.question(), injection.hit(), model);
    }

    private static Outcome outcome(String question, Hit hit, FakeAnswerModel model) {
        Draft draft = draft(question, hit);
        SupportCheck support =
                new SupportCheck(WORDS::words, new FakePassageReranker(), Runnable::run);
        PagePlaces places =
                new PagePlaces(
                        (caller, id, page, deadline) ->
                                Uni.createFrom().failure(new IllegalStateException("no pages")));
        AnswerWriter writer =
                new AnswerWriter(
                        new ExtractiveAnswer(WORDS::words),
                        Runnable::run,
                        new Sources(support, places, Duration.ofSeconds(1)),
                        4000,
                        new QueryMetrics(new SimpleMeterRegistry()));
        Deadline deadline = Deadline.after(Duration.ofSeconds(10));
        boolean ready = model.unavailable().await().indefinitely().isEmpty();
        Multi<AnswerEvent> events =
                ready
                        ? writer.generated(draft, model, deadline)
                        : writer.extracted(draft, "away", deadline);
        return outcome(events.collect().asList().await().atMost(Duration.ofSeconds(10)));
    }

    private static Outcome outcome(List<AnswerEvent> events) {
        StringBuilder shown = new StringBuilder();
        for (AnswerEvent event : events) {
            if (event instanceof Token token) {
                shown.append(token.text());
            }
        }
        AnswerEvent last = events.get(events.size() - 1);
        if (last instanceof Failed failed) {
            return new Outcome(shown.toString(), failed.instead(), true);
        }
        AnswerResponse answer = ((Done) last).answer();
        return new Outcome(shown.toString(), answer, answer.kind() != AnswerKind.GENERATED);
    }
}
