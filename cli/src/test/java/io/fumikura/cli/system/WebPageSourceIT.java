package io.fumikura.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Going from page to page in a source. */
@ExtendWith({SharedSystem.class, BrowserOfTests.class})
class WebPageSourceIT {
    @Test
    void anImageOfAPageThatWasLeftSaysNothingAboutTheNextOne(WebPage page, @TempDir Path folder)
            throws IOException {
        Path pdf =
                PdfOfLines.writePages(
                        folder.resolve("two-pages.pdf"),
                        List.of(List.of("The lapwing room."), List.of("The plover room.")));
        page.find("#files").sendKeys(pdf.toString());
        page.find(".upload.good");
        page.open("documents");
        page.click("button[aria-label='Open “two-pages.pdf”']");
        page.find("#source img.shown");
        page.run("window.left = document.querySelector('#source img')");
        page.click("#source [aria-label='Next page']");
        page.find("#source img.shown");

        page.run("window.left.dispatchEvent(new Event('error'))");

        assertThat(page.all("#source img.shown")).hasSize(1);
        assertThat(page.all("#source .lines")).isEmpty();
    }
}
