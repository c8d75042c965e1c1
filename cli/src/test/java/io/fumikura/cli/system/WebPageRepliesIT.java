package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What the web page makes of replies that the samples' services do not give. */
@ExtendWith({SharedSystem.class, BrowserOfTests.class})
class WebPageRepliesIT {
    private static final String CITATION =
            """
            {"number":1,"document_id":"00000000-0000-0000-0000-000000000001","title":"Rules <i>1</i>","page":3,\
            "first_line":2,"last_line":4,"text":"Rules <i>1</i>\\nThe <b>passage</b>.","score":1.0}\
            """;

    @Test
    void showsAnAnswerAsTextWhateverItHolds(WebPage page) {
        String answer = "<b>Bold</b> <script>window.hit=1</script> [1](http://127.0.0.1:9/x) [7]";

        answered(page, "generated", answer, "");

        WebElement shown = page.find(".answer");
        assertThat(shown.getText())
                .startsWith("<b>Bold</b> <script>window.hit=1</script>")
                .endsWith("(http://127.0.0.1:9/x) [7]");
        assertThat(page.all(".answer a, .answer b, .answer script, .sources b, .sources i"))
                .isEmpty();
        assertThat(page.all(".answer .cite")).hasSize(1);
        assertThat(page.text(".source-title")).isEqualTo("Rules <i>1</i>");
        assertThat(page.text(".source .place")).isEqualTo("page 3, lines 2–4");
    }

    @Test
    void marksTheSentencesThatTheirSourcesDoNotSay(WebPage page) {
        answered(
                page,
                "generated",
                "True. [1] Made up. [1] Alone.",
                """
                {"start":0,"end":9,"citations":[1],"support":"supported"},
                {"start":10,"end":22,"citations":[1],"support":"unsupported"},
                {"start":23,"end":29,"citations":[],"support":"uncited"}\
                """);

        assertThat(page.text(".answer .unsupported")).startsWith("Made up.");
        assertThat(page.text(".answer .uncited")).startsWith("Alone.");
        assertThat(page.all(".answer .doubted")).hasSize(2);
        assertThat(page.text(".legend")).contains("could not be confirmed");
    }

    @Test
    void saysThatTheDocumentsHoldNoAnswer(WebPage page) {
        answered(page, "not_found", "No passage is near enough.", "");

        assertThat(page.text("main > .turn .phase")).startsWith("Not in the documents");
        assertThat(page.text(".turn .none")).contains("hold no answer");
    }

    @Test
    void offersToAddDocumentsToWhoAsksBeforeThereAreAny(WebPage page) {
        new StubbedService(page)
                .answer("GET /v1/documents?", 200, "{\"documents\":[],\"total\":0}");
        page.run("document.dispatchEvent(new Event('visibilitychange'))");
        page.find(".welcome .drop-here");

        answered(page, "not_found", "No passage is near enough.", "");

        assertThat(page.text(".turn .drop-here")).contains("There are no documents yet");
    }

    @Test
    void keepsWhatWasWrittenWhenTheAnswerBreaksOff(WebPage page) {
        StubbedService service = new StubbedService(page);
        service.answer(
                "POST /v1/answers",
                200,
                event("token", "{\"text\":\"The first half\"}")
                        + event("error", "{\"code\":\"deadline_exceeded\",\"detail\":\"cut\"}"));

        page.find("#question").sendKeys("anything", Keys.ENTER);

        page.find("main > .turn.failed");
        assertThat(page.text(".answer")).isEqualTo("The first half");
        assertThat(page.text("main > .turn .phase")).contains("This took too long. Try again.");
    }

    @Test
    void saysThatTheAnswerBrokeOffWhenTheConnectionIsLost(WebPage page) {
        StubbedService service = new StubbedService(page);
        service.begin("POST /v1/answers", event("token", "{\"text\":\"The first half\"}"));
        page.find("#question").sendKeys("anything", Keys.ENTER);
        page.awaitText(".answer", "The first half");

        service.loseConnection();

        page.find("main > .turn.failed");
        assertThat(page.text(".answer")).isEqualTo("The first half");
        assertThat(page.text("main > .turn .phase")).contains("The answer broke off. Try again.");
    }

    @Test
    void letsNoKeyThatTypesSomethingMoveTheFocus(WebPage page) {
        page.run("document.activeElement.blur()");

        page.press("/", "k", "q");

        assertThat(page.run("return document.activeElement.id")).isEqualTo("");
    }

    @Test
    void showsThePlaceInTheQueueForTheLanguageModel(WebPage page) {
        StubbedService service = new StubbedService(page);
        service.begin("POST /v1/answers", event("waiting", "{\"position\":3}"));

        page.find("#question").sendKeys("anything", Keys.ENTER);

        page.awaitText("main > .turn .phase", "place 3 in the queue");
        assertThat(page.run("return document.querySelector('main > [role=status]').textContent"))
                .asString()
                .contains("place 3 in the queue");
        page.click("button.stop");
        service.begin("POST /v1/answers", event("waiting", "{\"position\":0}"));
        page.find("#question").sendKeys(Keys.ENTER);
        page.awaitText("main > .turn .phase", "being loaded");
        page.click("button.stop");
    }

    @Test
    void goesOnFromAnAnswerUntilTheReaderAsksSomethingNew(WebPage page) {
        StubbedService service = answered(page, "generated", "Twenty days. [1]", "");
        assertThat(service.lastSent()).doesNotContain("history");

        page.tabTo("button.follow");
        page.press(Keys.ENTER);
        page.awaitFocus("#question");
        assertThat(page.text(".following")).contains("anything");
        assertThat(page.seriousViolations()).isEmpty();
        page.press("and for part-timers?", Keys.ENTER);

        page.awaitText("main > .turn h2", "and for part-timers?");
        page.find("main > .turn.answered");
        assertThat(service.lastSent())
                .contains(
                        "\"history\":[{\"question\":\"anything\",\"answer\":\"Twenty days."
                                + " [1]\"}]");
        page.awaitText(".following", "and for part-timers?");

        page.click(".following button");
        page.awaitFocus("#question");
        page.press("something else", Keys.ENTER);
        page.awaitText("main > .turn h2", "something else");
        assertThat(service.lastSent()).doesNotContain("history");
    }

    @Test
    void stopsWaitingWhenTheReaderSaysSo(WebPage page) {
        StubbedService service = new StubbedService(page);
        service.keepWaiting("POST /v1/answers");
        page.find("#question").sendKeys("anything", Keys.ENTER);

        page.click("button.stop");

        page.find("main > .turn.stopped");
        assertThat(service.asked()).contains("left /v1/answers");
        assertThat(page.all("button.stop")).isEmpty();
    }

    @Test
    void putsADeadLetterBack(WebPage page) {
        StubbedService service = new StubbedService(page);
        String letter =
                """
                {"id":"11111111-0000-0000-0000-000000000001","topic":"fumikura.documents","stage":"parse",\
                "document_id":"7","code":"unreadable_document","reason":"the end is missing","attempts":3,\
                "created_at":"2026-11-30T01:02:03Z"%s}\
                """;
        service.answer("GET /v1/dead-letters", 200, "[" + letter.formatted("") + "]");
        String back = letter.formatted(",\"replayed_at\":\"2026-11-30T02:00:00Z\"");
        service.answer("POST /v1/dead-letters", 202, back);

        service.answer(
                "GET /v1/documents?state=failed",
                200,
                "{\"documents\":[{\"id\":\"7\",\"title\":\"Minutes of May\"}]}");

        page.click("nav a[href='#/failures']");
        assertThat(page.text(".letter"))
                .contains(
                        "Minutes of May",
                        "damaged or cannot be read",
                        "the end is missing",
                        "3 attempts");
        service.answer("GET /v1/dead-letters", 200, "[" + back + "]");
        page.click(".letter .primary-soft");

        page.awaitText(".said", "put back");
        page.find(".letter .badge");
        assertThat(service.asked())
                .contains("POST /v1/dead-letters/11111111-0000-0000-0000-000000000001/replay");
    }

    private static StubbedService answered(
            WebPage page, String kind, String text, String sentences) {
        String quoted = "\"" + text.replace("\"", "\\\"") + "\"";
        String citations = kind.equals("not_found") ? "" : CITATION;
        StubbedService service = new StubbedService(page);
        service.answer(
                "POST /v1/answers",
                200,
                event("token", "{\"text\":" + quoted + "}")
                        + event(
                                "done",
                                "{\"answer\":%s,\"kind\":\"%s\",\"citations\":[%s],\"sentences\":[%s],\"degraded\":[],\"timings_ms\":{\"total\":5}}"
                                        .formatted(
                                                quoted,
                                                kind,
                                                citations,
                                                sentences.replace("\n", ""))));
        page.find("#question").sendKeys("anything", Keys.ENTER);
        page.find("main > .turn.answered, main > .turn.nothing");
        return service;
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data.replace("\n", "") + "\n\n";
    }
}
