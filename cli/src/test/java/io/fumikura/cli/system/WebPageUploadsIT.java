package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** Files that are added while streams of events are slow, or not to be had. */
@ExtendWith({SharedSystem.class, BrowserOfTests.class})
class WebPageUploadsIT {
    private static final int FILES = 7;
    private static final int FOLLOWED = 2;

    private static final String SILENT_STREAMS =
            """
            window.streams = [];
            window.EventSource = class extends EventTarget {
              static CLOSED = 2;
              readyState = 0;
              constructor(address) {
                super();
                window.streams.push(address);
              }
              close() {
                this.readyState = EventSource.CLOSED;
              }
            };
            """;

    private static final String REFUSED_STREAMS =
            """
            window.EventSource = class extends EventTarget {
              static CLOSED = 2;
              constructor() {
                super();
                this.readyState = EventSource.CLOSED;
                queueMicrotask(() => this.dispatchEvent(new Event('error')));
              }
              close() {}
            };
            """;

    private static final String HIDE =
            """
            Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
            document.dispatchEvent(new Event('visibilitychange'));
            """;

    @Test
    void followsTwoOfManyFilesByStreamAndTheOthersTogetherAndAllOfThemWhenNobodyLooks(
            WebPage page) {
        page.run(SILENT_STREAMS);

        for (int i = 0; i < FILES; i++) {
            page.drop("many-" + i + ".txt", words());
        }

        good(page, FILES - FOLLOWED);
        assertThat(page.strings("return window.streams")).hasSize(FOLLOWED);

        page.run(HIDE);
        good(page, FILES);
        assertThat(page.text(".tray h2")).isEqualTo("All done");
    }

    @Test
    void followsAFileWhoseStreamIsRefused(WebPage page) {
        page.run(REFUSED_STREAMS);

        page.drop("refused.txt", words());

        good(page, 1);
        assertThat(page.text(".upload")).doesNotContain("cannot be reached");
    }

    private static String words() {
        return "Note %s says nothing about anything.".formatted(UUID.randomUUID());
    }

    private static void good(WebPage page, int count) {
        page.waitFor(
                ExpectedConditions.numberOfElementsToBe(By.cssSelector(".upload.good"), count));
    }
}
