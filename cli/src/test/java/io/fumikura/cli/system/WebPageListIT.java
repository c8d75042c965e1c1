package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** The list of documents, of which there are many or which cannot be had. */
@ExtendWith({SharedSystem.class, BrowserOfTests.class})
class WebPageListIT {
    private static final int ALL = 430;
    private static final int PAGE = 50;

    /** Answers as ingest-service does, for documents that are called by their number. */
    private static final String MANY_DOCUMENTS =
            """
            const [offset, limit] = ['offset', 'limit'].map((name) => Number(query.get(name) ?? 0));
            if (limit > 200) {
              return ['{"code":"invalid_request"}', {status: 422}];
            }
            const documents = [];
            for (let n = offset; n < Math.min(offset + limit, %d); n++) {
              documents.push({id: String(n), title: `Document ${n}`, content_type: 'text/plain', tags: [], state: 'indexed',
                pages: 1, chunks: 1, chunks_indexed: 1, size: 10, created_at: '2026-11-30T01:02:03Z'});
            }
            return [JSON.stringify({documents, total: %d, offset, limit}), {status: 200}];
            """
                    .formatted(ALL, ALL);

    /** Pauses are noted, and over in no time. */
    private static final String HURRY =
            """
            window.pauses = [];
            const real = window.setTimeout;
            window.setTimeout = (then, pause) => {
              window.pauses.push(pause);
              return real(then, pause / 1000);
            };
            """;

    @Test
    void showsMoreDocumentsForAsLongAsThereAreMore(WebPage page) {
        new StubbedService(page).work("GET /v1/documents?", MANY_DOCUMENTS);
        page.click("nav a[href='#/documents']");

        for (int shown = PAGE; shown < ALL; shown += PAGE) {
            rows(page, shown);
            page.click("button.more");
        }

        rows(page, ALL);
        assertThat(page.all("button.more, main .notice")).isEmpty();
        assertThat(
                        page.strings(
                                "return [...document.querySelectorAll('tbody tr')].map((r) => r.dataset.id)"))
                .doesNotHaveDuplicates()
                .endsWith(String.valueOf(ALL - 1));
    }

    @Test
    void asksEverMoreSeldomWhileTheServerIsAway(WebPage page) {
        page.run(HURRY);
        new StubbedService(page)
                .answer("GET /v1/documents?", 503, "{\"code\":\"dependency_unavailable\"}");

        page.click("nav a[href='#/documents']");

        page.awaitText("main .notice", "A service this needs is not available");
        page.waitFor(driver -> page.strings("return window.pauses").size() > 6);
        assertThat(page.strings("return window.pauses"))
                .startsWith("3000", "6000", "12000", "24000", "48000", "60000", "60000");
    }

    @Test
    void doesNotAskAgainWhatItMayNotSee(WebPage page) {
        page.run(HURRY);
        new StubbedService(page).answer("GET /v1/documents?", 403, "{\"code\":\"forbidden\"}");

        page.click("nav a[href='#/documents']");

        page.awaitText("main .notice", "Your key does not allow this.");
        assertThat(page.strings("return window.pauses")).isEmpty();
    }

    @Test
    void saysWhyADocumentWasNotDeletedUntilTheNextTry(WebPage page) {
        StubbedService service = new StubbedService(page);
        service.work("GET /v1/documents?", MANY_DOCUMENTS);
        service.answer("DELETE /v1/documents/", 503, "{\"code\":\"dependency_unavailable\"}");
        page.click("nav a[href='#/documents']");

        page.click("tr[data-id='3'] .delete");
        page.click("#confirm-yes");

        page.awaitFocus("#main");
        assertThat(page.text("main .notice")).contains("A service this needs is not available");
    }

    private static void rows(WebPage page, int count) {
        page.waitFor(ExpectedConditions.numberOfElementsToBe(By.cssSelector("tbody tr"), count));
    }
}
