package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumikura.cli.stack.Component;
import io.fumikura.contract.ingest.DocumentState;
import io.fumikura.contract.problem.ErrorCode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** The web page in a real browser, against the packaged services. */
@ExtendWith({SharedSystem.class, BrowserOfTests.class})
class WebPageIT {
    private static final String FACT = "The Kestrel annex closes at half past seven on Fridays.";
    private static final String QUESTION = "When does the Kestrel annex close on Fridays?";
    private static final String LOADED =
            "return performance.getEntriesByType('resource').map((entry) => entry.name)";
    private static final int LINES = 36;

    /** What the tests that need any source share, so that the PDF's fact has one source only. */
    private static final String OTHER_FACT = "The Merlin depot opens at ten on Sundays.";

    private static final String OTHER_QUESTION = "When does the Merlin depot open on Sundays?";
    private static final int LINE_OF_FACT = 29;

    @Test
    void aReaderBringsAPdfAsksFindsTheMarkedLineAndTakesTheDocumentAway(
            WebPage page, @TempDir Path folder) throws IOException {
        Path pdf = PdfOfLines.write(folder.resolve("annex.pdf"), linesWithTheFact());
        page.run(
                """
                window.seen = new Set();
                new MutationObserver(() => document.querySelectorAll('.upload').forEach((u) => window.seen.add(u.textContent)))
                  .observe(document.body, {subtree: true, childList: true, characterData: true});
                """);

        page.find("#files").sendKeys(pdf.toString());
        page.find(".upload.good");
        assertThat(page.strings("return [...window.seen]"))
                .anyMatch(words -> words.matches("(?s).*(Waiting|Reading|Preparing).*"));

        page.ask(QUESTION);
        assertThat(page.all(".upload")).as("what was added covers the answer").isEmpty();
        assertThat(page.text(".answer")).contains("half past seven");
        page.click(".answer .cite");
        page.find("#source img.shown");
        Map<?, ?> marks = MarkedLines.of(page, LINE_OF_FACT);
        assertThat(marks.get("share"))
                .as("how much of the line is marked")
                .isInstanceOfSatisfying(
                        Number.class, share -> assertThat(share.doubleValue()).isGreaterThan(0.9));
        assertThat(marks.get("elsewhere")).as("pixels marked in other places").isEqualTo(0L);
        assertThat(marks.get("inView")).isEqualTo(true);

        page.open("documents");
        page.waitFor(ExpectedConditions.elementToBeClickable(deleteButton("annex"))).click();
        page.click("#confirm-yes");
        page.waitFor(ExpectedConditions.numberOfElementsToBe(deleteButton("annex"), 0));
    }

    @Test
    void everythingIsReachedWithTheKeyboardAlone(WebPage page, RunningSystem system) {
        UUID id = UUID.randomUUID();
        system.client().uploadText(id, "keyboard.txt", OTHER_FACT);
        Documents.awaitAllIndexed(system, List.of(id));

        page.awaitFocus("#question");
        page.press(OTHER_QUESTION, Keys.ENTER);
        page.find("main > .turn.answered");
        page.tabTo(".answer .cite");
        page.press(Keys.ENTER);
        page.awaitFocus("#source");
        assertThat(page.text("#source .lines .cited")).contains(OTHER_FACT);
        assertThat(page.inView("#source .cited")).isTrue();
        page.press(Keys.ESCAPE);
        page.awaitGone("#source");
        page.awaitFocus(".answer .cite");
        page.pressTogether(Keys.CONTROL, "k");
        page.awaitFocus("#question");

        page.run("document.activeElement.blur()");
        page.tabTo(".skip");
        page.tabTo("nav a[href='#/documents']");
        page.tabTo("button.add");
        page.open("documents");
        String delete = "tr[data-id='" + id + "'] .delete";
        page.find(delete);
        page.tabTo(delete);
        page.press(Keys.ENTER);
        page.find("dialog[open]");
        page.press(Keys.ESCAPE);
        page.awaitGone("dialog[open]");
        page.awaitFocus(delete);
        page.press(Keys.ENTER);
        page.find("dialog[open]");
        page.tabTo("#confirm-yes");
        page.press(Keys.ENTER);
        page.awaitGone("tr[data-id='" + id + "']");
    }

    @Test
    void speaksTheLanguageOfTheBrowserUntilTheReaderChoosesAnother(WebPage page) {
        page.speak("ja");
        page.openAnew();
        assertThat(page.language()).isEqualTo("ja");
        assertThat(page.text(".ask .primary")).isEqualTo("質問する");
        page.drop("別館.txt", "別館の利用時間は午前9時から午後7時半までとする。");
        page.find(".upload.good");
        page.ask("別館は何時まで利用できますか");
        assertThat(page.text(".answer")).contains("午後7時半");

        page.click(".languages [lang=en]");
        page.awaitText(".ask .primary", "Ask");
        page.open("documents");
        assertThat(page.language()).isEqualTo("en");
        assertThat(page.text("main h1")).isEqualTo("Documents");
        page.waitFor(ExpectedConditions.elementToBeClickable(deleteButton("別館.txt"))).click();
        page.click("#confirm-yes");
        page.waitFor(ExpectedConditions.numberOfElementsToBe(deleteButton("別館.txt"), 0));
    }

    @Test
    void saysEverythingInBothLanguages(WebPage page) {
        Object onlyInOne =
                page.await(
                        """
                        const {japanese} = await import('/app/strings-ja.js');
                        const {english} = await import('/app/strings-en.js');
                        const holes = (words) => [...new Set(words.match(/\\{\\d\\}/g) ?? [])].sort().join();
                        return [...new Set([...Object.keys(japanese), ...Object.keys(english)])]
                          .filter((key) => !(key in japanese && key in english) || holes(japanese[key]) !== holes(english[key]));
                        """);

        assertThat((List<?>) onlyInOne).isEmpty();
    }

    @Test
    void hasWordsForEveryErrorAndState(WebPage page) {
        List<String> codes =
                Stream.concat(
                                Stream.of(ErrorCode.values())
                                        .map(code -> "error." + code.wireName()),
                                Stream.of(DocumentState.values())
                                        .map(state -> "document." + state.wireName()))
                        .toList();

        Object wordless =
                page.await(
                        """
                        const {english} = await import('/app/strings-en.js');
                        return arguments[0].filter((key) => !(key in english));
                        """,
                        codes);

        assertThat((List<?>) wordless).isEmpty();
    }

    @Test
    void isReadableInLightAndInDark(WebPage page, RunningSystem system) {
        UUID id = UUID.randomUUID();
        system.client().uploadText(id, "contrast.txt", OTHER_FACT);
        Documents.awaitAllIndexed(system, List.of(id));

        for (String scheme : List.of("light", "dark")) {
            page.prefer(scheme);
            page.open("ask");
            page.ask(OTHER_QUESTION);
            page.click(".answer .cite");
            page.find("#source .lines .cited, #source img.shown");
            assertThat(page.seriousViolations()).as("answer, %s", scheme).isEmpty();
            page.press(Keys.ESCAPE);
            for (String view : List.of("documents", "failures", "status")) {
                page.open(view);
                page.find("main tbody tr, main .none, main .letter, main .part");
                assertThat(page.seriousViolations()).as("%s, %s", view, scheme).isEmpty();
            }
        }
    }

    @Test
    void asksNoOtherOriginAndLetsNothingElseIn(WebPage page, RunningSystem system)
            throws IOException, InterruptedException {
        String origin = system.uri(Component.QUERY, "/").toString();
        HttpResponse<String> index = system.get(Component.QUERY, "/");
        assertThat(index.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(index.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(index.headers().map()).doesNotContainKey("set-cookie");

        List<String> loaded = new ArrayList<>();
        for (String view : List.of("ask", "documents", "failures", "status")) {
            page.open(view);
            page.find("main .welcome, main tbody tr, main .none, main .letter, main .part");
            loaded.addAll(page.strings(LOADED));
        }
        assertThat(loaded).hasSizeGreaterThan(20).allMatch(name -> name.startsWith(origin));
        assertThat(page.run("return document.cookie")).isEqualTo("");

        Object refused =
                page.await(
                        """
                        const refused = new Promise((told) => addEventListener('securitypolicyviolation', (e) => told(e.blockedURI)));
                        new Image().src = 'http://127.0.0.1:9/picture.png';
                        return refused;
                        """);
        assertThat(refused).isEqualTo("http://127.0.0.1:9/picture.png");
        assertThat(page.errors()).anyMatch(e -> e.contains("Content Security Policy"));
    }

    @Test
    void saysInWordsWhyAFileIsRefused(WebPage page) {
        page.drop("program.exe", "MZ\0\1\2\3\0\0\0\0");

        assertThat(page.text(".upload.bad"))
                .contains("Files of this format cannot be read.", "PDF");
        assertThat(page.text(".tray h2")).isEqualTo("1 file could not be added");
        assertThat(page.errors()).anyMatch(error -> error.contains("415"));
    }

    private static By deleteButton(String title) {
        return By.xpath("//tr[contains(., '" + title + "')]//button[contains(@class, 'delete')]");
    }

    private static List<String> linesWithTheFact() {
        List<String> lines = new ArrayList<>();
        for (int line = 1; line <= LINES; line++) {
            lines.add(
                    line == LINE_OF_FACT
                            ? FACT
                            : "Shelf %d of the store room holds %d boxes of envelopes."
                                    .formatted(line, 3 * line));
        }
        return lines;
    }
}
